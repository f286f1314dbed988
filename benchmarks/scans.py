"""Accuracy on documents printed, stamped, laid down crooked and scanned; and reading time beside the engine's own.

Printing and scanning are simulated (see printed.py) from PDFs with a text layer, so that anybody can repeat it. The
time is that of whole reading (rendering, cleaning, columns, cells) beside rendering at the same resolution and the
engine's own reading of the page, its page layout included.

usage: python benchmarks/scans.py --gold DIR --documents DIR [--stamp multiply|opaque|none] [--pages N]
       python benchmarks/scans.py --time FILE [FILE …]
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

from printed import STAMPS, scan

from pipeline.batch import run
from pipeline.evaluation.corpus_figures import score_all
from pipeline.evaluation.gold import find_documents, load_gold
from pipeline.evaluation.tables import as_markdown
from pipeline.export.json import to_json
from pipeline.extract import extract

FIGURES = ("tasks", "sections", "lead", "coordinate", "deadlines", "references", "recipients", "metadata")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path)
    parser.add_argument("--documents", type=Path)
    parser.add_argument("--stamp", choices=STAMPS, action="append", help="default: multiply and opaque")
    parser.add_argument("--pages", type=int, help="only so many pages of each document")
    parser.add_argument("--time", type=Path, nargs="+", metavar="FILE")
    args = parser.parse_args()
    if args.time:
        timed(args.time)
        return
    if not (args.gold and args.documents):
        parser.error("--gold and --documents, or --time")
    gold = load_gold(args.gold)
    files = find_documents([document.stem for document in gold], [args.documents])
    held = [document for document in gold if document.stem in files]
    columns = {}
    for stamp in args.stamp or ["multiply", "opaque"]:
        with tempfile.TemporaryDirectory() as folder:
            scans = []
            for stem, path in sorted(files.items()):
                scans.append(Path(folder) / f"{stem}.pdf")
                scans[-1].write_bytes(scan(path, stamp, args.pages))
                print(f"{stamp}: printed and scanned {stem}", file=sys.stderr)
            found = run(scans, extract, workers=0)
            predictions = {o.path.stem: to_json(o.result) for o in found if o.result is not None}
        columns[f"stamp: {stamp}, n = {len(held)}"] = score_all(held, predictions).total
    print(as_markdown(columns, FIGURES))


def timed(files: list[Path]) -> None:
    """Prints how long the pages take, and how long the engine alone takes over them."""
    import pypdfium2
    import tesserocr
    from PIL import Image

    from pipeline.ingest.ocr_engine import LANGUAGE, find_tessdata
    from pipeline.ingest.scan import DPI, recognise, render

    engine = tesserocr.PyTessBaseAPI(path=find_tessdata(), lang=LANGUAGE, psm=tesserocr.PSM.AUTO)
    alone = whole = 0.0
    count = 0
    for path in files:
        with pypdfium2.PdfDocument(path) as document:
            for number in range(len(document)):
                start = time.process_time()
                engine.SetImage(Image.fromarray(render(document[number])))
                engine.SetSourceResolution(DPI)
                engine.GetUTF8Text()
                middle = time.process_time()
                recognise(render(document[number]), DPI)
                alone, whole, count = alone + middle - start, whole + time.process_time() - middle, count + 1
    print(f"{count} pages: {whole / count:.2f} s a page, the engine {alone / count:.2f} s: {whole / alone:.2f} times")


if __name__ == "__main__":
    main()
