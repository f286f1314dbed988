"""Draws ``picture.png`` for the README: a sample directive as printed, and the workbook of its tasks.

usage: python docs/picture.py    (needs LibreOffice and poppler-utils)
"""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

from PIL import Image, ImageOps

from pipeline.export.document import ExportDocument
from pipeline.export.formats import write
from pipeline.export.json import to_json
from pipeline.extract import extract

ROOT = Path(__file__).parent.parent
SAMPLE = ROOT / "data" / "raw" / "003_b226c127d7ae6091.txt"
HEIGHT, GAP, EDGE = 620, 30, 2
WHITE, GREY = "#FFFFFF", "#BFBFBF"


def printed(path: Path, folder: Path) -> Image.Image:
    """The first page of a file, as LibreOffice prints it."""
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = ["soffice", "--headless", profile, "--convert-to", "pdf", "--outdir", str(folder), str(path)]
    subprocess.run(command, check=True, capture_output=True)
    pdf = folder / f"{path.stem}.pdf"
    subprocess.run(
        ["pdftoppm", "-r", "100", "-png", "-f", "1", "-l", "1", "-singlefile", str(pdf), str(pdf)], check=True
    )
    page = Image.open(f"{pdf}.png").convert("RGB")
    box = ImageOps.invert(page).getbbox()
    return ImageOps.expand(page.crop((0, 0, page.width, min(page.height, box[3] + GAP))), EDGE, GREY)


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (workbook,) = write("xlsx", [ExportDocument(SAMPLE.stem, to_json(extract(SAMPLE)), SAMPLE)], folder)
        pages = [printed(SAMPLE, folder), printed(workbook, folder)]
    pages = [
        page.resize((round(page.width * HEIGHT / page.height), HEIGHT), Image.Resampling.LANCZOS) for page in pages
    ]
    picture = Image.new("RGB", (sum(page.width for page in pages) + GAP * (len(pages) + 1), HEIGHT + 2 * GAP), WHITE)
    left = GAP
    for page in pages:
        picture.paste(page, (left, GAP))
        left += page.width + GAP
    picture.quantize(32).save(Path(__file__).with_name("picture.png"), optimize=True)


if __name__ == "__main__":
    main()
