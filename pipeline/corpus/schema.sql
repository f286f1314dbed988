-- Version 1. One row a thing that was extracted. Stems name documents and ids their tasks, so that a store built twice is
-- the same; only the numbers n, which the word indexes go by, depend on the order of writing.
-- Every file below the folders that were read, as it lay there last: what became of it, or why it could not be read.
CREATE TABLE file (
  path TEXT PRIMARY KEY,
  stem TEXT NOT NULL,
  size INTEGER NOT NULL, modified INTEGER NOT NULL, sha256 TEXT NOT NULL,
  version TEXT NOT NULL,
  error TEXT,
  gone INTEGER NOT NULL CHECK (gone IN (0, 1))
);
-- What was read: path, sha256 and version say from where, from which content, and by which program.
CREATE TABLE document (
  n INTEGER PRIMARY KEY,
  stem TEXT NOT NULL UNIQUE,
  path TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  version TEXT NOT NULL,
  status TEXT NOT NULL DEFAULT 'present' CHECK (status IN ('present', 'removed')),
  format TEXT NOT NULL,
  pages INTEGER NOT NULL,
  type TEXT, number TEXT, notation TEXT, issuer TEXT, place TEXT, issued TEXT, title TEXT, period TEXT,
  addressees TEXT NOT NULL, recipients TEXT NOT NULL, basis TEXT NOT NULL,
  signer TEXT, signer_title TEXT, signer_authority TEXT,
  text TEXT NOT NULL,
  extraction TEXT NOT NULL
);
CREATE TABLE section (
  stem TEXT NOT NULL REFERENCES document (stem) ON DELETE CASCADE,
  n INTEGER NOT NULL,
  path TEXT NOT NULL, label TEXT, heading TEXT, role TEXT NOT NULL,
  PRIMARY KEY (stem, n)
);
CREATE TABLE task (
  n INTEGER PRIMARY KEY,
  stem TEXT NOT NULL REFERENCES document (stem) ON DELETE CASCADE,
  id TEXT NOT NULL,
  section TEXT, text TEXT NOT NULL, kind TEXT NOT NULL, lead_source TEXT, product TEXT, missing TEXT NOT NULL,
  form TEXT NOT NULL CHECK (form IN ('text', 'row')),
  confidence REAL NOT NULL,
  start INTEGER NOT NULL, "end" INTEGER NOT NULL, page INTEGER,
  UNIQUE (stem, id)
);
CREATE TABLE actor (
  stem TEXT NOT NULL, task TEXT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('lead', 'coordinate', 'direct', 'report_to')),
  n INTEGER NOT NULL,
  name TEXT NOT NULL, surface TEXT NOT NULL, canonical TEXT, organisation TEXT, source TEXT,
  start INTEGER, "end" INTEGER, page INTEGER, confidence REAL NOT NULL,
  PRIMARY KEY (stem, task, role, n),
  FOREIGN KEY (stem, task) REFERENCES task (stem, id) ON DELETE CASCADE
);
CREATE TABLE deadline (
  stem TEXT NOT NULL, task TEXT NOT NULL, n INTEGER NOT NULL,
  text TEXT NOT NULL, kind TEXT NOT NULL, value TEXT NOT NULL,
  start INTEGER, "end" INTEGER, page INTEGER, confidence REAL NOT NULL,
  PRIMARY KEY (stem, task, n),
  FOREIGN KEY (stem, task) REFERENCES task (stem, id) ON DELETE CASCADE
);
CREATE TABLE reference (
  stem TEXT NOT NULL REFERENCES document (stem) ON DELETE CASCADE,
  n INTEGER NOT NULL,
  text TEXT NOT NULL, category TEXT NOT NULL, key TEXT NOT NULL, type TEXT NOT NULL, issuer TEXT, date TEXT,
  relation TEXT NOT NULL, start INTEGER, "end" INTEGER, page INTEGER, confidence REAL NOT NULL,
  PRIMARY KEY (stem, n)
);
CREATE TABLE task_reference (
  stem TEXT NOT NULL, task TEXT NOT NULL, key TEXT NOT NULL,
  PRIMARY KEY (stem, task, key),
  FOREIGN KEY (stem, task) REFERENCES task (stem, id) ON DELETE CASCADE
);
CREATE TABLE indicator (
  stem TEXT NOT NULL REFERENCES document (stem) ON DELETE CASCADE,
  n INTEGER NOT NULL,
  no TEXT, name TEXT NOT NULL, unit TEXT, target TEXT, lead TEXT, page INTEGER,
  PRIMARY KEY (stem, n)
);
CREATE TABLE link (
  from_stem TEXT NOT NULL, from_task TEXT NOT NULL, to_stem TEXT NOT NULL, to_task TEXT NOT NULL,
  score REAL NOT NULL, kind TEXT NOT NULL, why TEXT NOT NULL,
  PRIMARY KEY (from_stem, from_task, to_stem, to_task),
  FOREIGN KEY (from_stem, from_task) REFERENCES task (stem, id) ON DELETE CASCADE,
  FOREIGN KEY (to_stem, to_task) REFERENCES task (stem, id) ON DELETE CASCADE
);
CREATE TABLE known_source (
  key TEXT NOT NULL, type TEXT, issuer TEXT, date TEXT, title TEXT, status TEXT, origin TEXT NOT NULL,
  PRIMARY KEY (key, origin, title)
);
CREATE INDEX reference_key ON reference (key);
CREATE INDEX task_reference_key ON task_reference (key);
CREATE INDEX actor_organisation ON actor (organisation);
CREATE INDEX link_target ON link (to_stem, to_task);
CREATE TABLE state (name TEXT PRIMARY KEY, value TEXT NOT NULL);
-- Words without diacritics, under the number of their task or document. The index keeps its own copy of them: it could
-- not be told what to forget if a later program folded words otherwise.
CREATE VIRTUAL TABLE task_words USING fts5 (plain, tokenize = "unicode61 remove_diacritics 0");
CREATE VIRTUAL TABLE document_words USING fts5 (plain, tokenize = "unicode61 remove_diacritics 0");

-- Links hold for the documents that are there: whatever changes them, they are to be found anew.
CREATE TRIGGER document_new AFTER INSERT ON document
BEGIN DELETE FROM state WHERE name = 'linked'; END;
CREATE TRIGGER document_lost AFTER DELETE ON document
BEGIN DELETE FROM state WHERE name = 'linked'; END;
CREATE TRIGGER document_marked AFTER UPDATE OF status ON document WHEN OLD.status IS NOT NEW.status
BEGIN DELETE FROM state WHERE name = 'linked'; END;
-- For reading with `chithi query`: everything about a thing in one row, lists parted by "; ".
CREATE VIEW tasks AS
SELECT
  t.stem, t.id, t.text,
  (SELECT group_concat(name, '; ') FROM (SELECT name FROM actor a WHERE a.stem = t.stem AND a.task = t.id AND role = 'lead' ORDER BY a.n)) AS lead,
  (SELECT group_concat(name, '; ') FROM (SELECT name FROM actor a WHERE a.stem = t.stem AND a.task = t.id AND role = 'coordinate' ORDER BY a.n)) AS coordinate,
  (SELECT group_concat(name, '; ') FROM (SELECT name FROM actor a WHERE a.stem = t.stem AND a.task = t.id AND role = 'direct' ORDER BY a.n)) AS direct,
  (SELECT group_concat(name, '; ') FROM (SELECT name FROM actor a WHERE a.stem = t.stem AND a.task = t.id AND role = 'report_to' ORDER BY a.n)) AS report_to,
  (SELECT group_concat(text, '; ') FROM (SELECT text FROM deadline l WHERE l.stem = t.stem AND l.task = t.id ORDER BY l.n)) AS deadline,
  (SELECT group_concat(value, '; ') FROM (SELECT value FROM deadline l WHERE l.stem = t.stem AND l.task = t.id ORDER BY l.n)) AS deadline_value,
  (SELECT group_concat(key, '; ') FROM (SELECT key FROM task_reference r WHERE r.stem = t.stem AND r.task = t.id ORDER BY key)) AS "references",
  t.product, t.kind, t.section, t.page, t.form, t.confidence,
  d.type, d.number, d.issuer, d.issued, d.title, d.status
FROM task t JOIN document d ON d.stem = t.stem;
CREATE VIEW documents AS
SELECT
  stem, type, number, notation, issuer, place, issued, title, period, signer, signer_title, format, pages,
  (SELECT count(*) FROM task t WHERE t.stem = d.stem) AS tasks,
  (SELECT count(DISTINCT key) FROM reference r WHERE r.stem = d.stem) AS sources,
  path, status
FROM document d;
CREATE VIEW citations AS
SELECT r.key, r.type, r.relation, d.stem, d.number, d.issuer, d.issued, count(*) AS mentions
FROM reference r JOIN document d ON d.stem = r.stem
GROUP BY r.key, r.relation, d.stem;
CREATE VIEW links AS
SELECT
  l.score, l.kind, l.from_stem, l.from_task, later.text AS from_text, l.to_stem, l.to_task, earlier.text AS to_text, l.why
FROM link l
JOIN task later ON later.stem = l.from_stem AND later.id = l.from_task
JOIN task earlier ON earlier.stem = l.to_stem AND earlier.id = l.to_task;
