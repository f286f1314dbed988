-- Version 1. One row a thing that was extracted. Stems name documents and ids their tasks, so that a store built twice is
-- the same; only the numbers n, which the word indexes go by, depend on the order of writing.
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
-- Words without diacritics; the text itself is in task and document, under the same number.
CREATE VIRTUAL TABLE task_words USING fts5 (plain, content = '', tokenize = "unicode61 remove_diacritics 0");
CREATE VIRTUAL TABLE document_words USING fts5 (plain, content = '', tokenize = "unicode61 remove_diacritics 0");
