-- The tables of revision 0001, for SQLite. Frozen: a change is a new revision.

CREATE TABLE rejected (
  location TEXT NOT NULL,
  reason TEXT NOT NULL,
  code TEXT NOT NULL,
  remedy TEXT NOT NULL,
  added_at TEXT NOT NULL,
  PRIMARY KEY (location, reason)
) WITHOUT ROWID;

CREATE TABLE run (
  run_id TEXT NOT NULL,
  engine TEXT NOT NULL,
  models TEXT NOT NULL,
  ontology TEXT NOT NULL,
  first_used_at TEXT NOT NULL,
  PRIMARY KEY (run_id)
) WITHOUT ROWID;

CREATE TABLE signature (
  signature_id TEXT NOT NULL,
  signature BLOB NOT NULL,
  banded INTEGER NOT NULL,
  PRIMARY KEY (signature_id)
) WITHOUT ROWID;

CREATE TABLE text (
  text_id TEXT NOT NULL,
  text TEXT NOT NULL,
  PRIMARY KEY (text_id)
);

CREATE TABLE article (
  number INTEGER NOT NULL,
  article_id TEXT NOT NULL,
  reading TEXT NOT NULL,
  text_id TEXT NOT NULL,
  title TEXT,
  url TEXT,
  outlet TEXT,
  origin_outlet TEXT,
  published_start TEXT,
  published_end TEXT,
  published_known_by TEXT NOT NULL,
  language TEXT NOT NULL,
  signature_id TEXT,
  precedence TEXT NOT NULL,
  state TEXT NOT NULL,
  origin_id TEXT,
  added_at TEXT NOT NULL,
  PRIMARY KEY (number),
  UNIQUE (article_id, reading),
  CONSTRAINT article_state CHECK (state IN ('coded', 'copy', 'aside', 'failed')),
  FOREIGN KEY(text_id) REFERENCES text (text_id),
  FOREIGN KEY(signature_id) REFERENCES signature (signature_id)
);

CREATE INDEX ix_article_origin_id ON article (origin_id);

CREATE INDEX ix_article_published_start ON article (published_start);

CREATE INDEX ix_article_signature_id ON article (signature_id);

CREATE INDEX ix_article_text_id ON article (text_id);

CREATE INDEX ix_article_unlinked ON article (number) WHERE origin_id IS NULL AND state IN ('coded', 'copy');

CREATE TABLE band (
  band BLOB NOT NULL,
  signature_id TEXT NOT NULL,
  PRIMARY KEY (band, signature_id),
  FOREIGN KEY(signature_id) REFERENCES signature (signature_id)
) WITHOUT ROWID;

CREATE TABLE aside (
  article INTEGER NOT NULL,
  reason TEXT NOT NULL,
  code TEXT NOT NULL,
  run_id TEXT NOT NULL,
  added_at TEXT NOT NULL,
  PRIMARY KEY (article, reason),
  FOREIGN KEY(article) REFERENCES article (number),
  FOREIGN KEY(run_id) REFERENCES run (run_id)
) WITHOUT ROWID;

CREATE TABLE block (
  article INTEGER NOT NULL,
  position INTEGER NOT NULL,
  kind TEXT NOT NULL,
  span_start INTEGER NOT NULL,
  span_end INTEGER NOT NULL,
  PRIMARY KEY (article, position),
  FOREIGN KEY(article) REFERENCES article (number)
) WITHOUT ROWID;

CREATE TABLE coding (
  number INTEGER NOT NULL,
  article INTEGER NOT NULL,
  article_id TEXT NOT NULL,
  run_id TEXT NOT NULL,
  state TEXT NOT NULL,
  coded_at TEXT NOT NULL,
  PRIMARY KEY (number),
  UNIQUE (article, run_id),
  CONSTRAINT coding_state CHECK (state IN ('current', 'superseded')),
  FOREIGN KEY(article) REFERENCES article (number),
  FOREIGN KEY(run_id) REFERENCES run (run_id)
);

CREATE TABLE external_id (
  article INTEGER NOT NULL,
  external_id TEXT NOT NULL,
  PRIMARY KEY (article, external_id),
  FOREIGN KEY(article) REFERENCES article (number)
) WITHOUT ROWID;

CREATE TABLE attribution (
  coding INTEGER NOT NULL,
  attribution_id TEXT NOT NULL,
  article_id TEXT NOT NULL,
  run_id TEXT NOT NULL,
  position INTEGER NOT NULL,
  stance TEXT NOT NULL,
  actor_id TEXT NOT NULL,
  actor TEXT NOT NULL,
  country TEXT,
  sector TEXT,
  kind TEXT NOT NULL,
  source TEXT,
  source_start INTEGER,
  source_end INTEGER,
  cue TEXT NOT NULL,
  cue_start INTEGER NOT NULL,
  cue_end INTEGER NOT NULL,
  field TEXT,
  PRIMARY KEY (coding, attribution_id),
  FOREIGN KEY(coding) REFERENCES coding (number),
  FOREIGN KEY(run_id) REFERENCES run (run_id)
) WITHOUT ROWID;

CREATE TABLE claim (
  coding INTEGER NOT NULL,
  claim_id TEXT NOT NULL,
  article_id TEXT NOT NULL,
  run_id TEXT NOT NULL,
  field TEXT NOT NULL,
  value TEXT NOT NULL,
  stance TEXT NOT NULL,
  attribution_id TEXT,
  mention_id TEXT,
  quote TEXT NOT NULL,
  span_start INTEGER NOT NULL,
  span_end INTEGER NOT NULL,
  PRIMARY KEY (coding, claim_id),
  FOREIGN KEY(coding) REFERENCES coding (number),
  FOREIGN KEY(run_id) REFERENCES run (run_id)
) WITHOUT ROWID;

CREATE TABLE event (
  number INTEGER NOT NULL,
  event_id TEXT NOT NULL,
  coding INTEGER,
  run_id TEXT NOT NULL,
  current INTEGER NOT NULL,
  position INTEGER NOT NULL,
  type TEXT NOT NULL,
  mode TEXT,
  context TEXT,
  status TEXT NOT NULL,
  mutual INTEGER NOT NULL,
  main INTEGER NOT NULL,
  background INTEGER NOT NULL,
  date_start TEXT,
  date_end TEXT,
  date_granularity TEXT,
  date_how TEXT,
  date_span_start INTEGER,
  date_span_end INTEGER,
  place TEXT,
  place_country TEXT,
  admin1 TEXT,
  latitude FLOAT,
  longitude FLOAT,
  geonames_id INTEGER,
  place_precision TEXT,
  place_how TEXT,
  place_span_start INTEGER,
  place_span_end INTEGER,
  PRIMARY KEY (number),
  UNIQUE (coding, event_id),
  FOREIGN KEY(coding) REFERENCES coding (number),
  FOREIGN KEY(run_id) REFERENCES run (run_id)
);

CREATE INDEX ix_event_coding ON event (coding);

CREATE INDEX ix_event_date ON event (date_start);

CREATE INDEX ix_event_event_id ON event (event_id);

CREATE INDEX ix_event_place_country ON event (place_country);

CREATE INDEX ix_event_type ON event (type, date_start);

CREATE TABLE mention (
  coding INTEGER NOT NULL,
  mention_id TEXT NOT NULL,
  article_id TEXT NOT NULL,
  run_id TEXT NOT NULL,
  position INTEGER NOT NULL,
  type TEXT NOT NULL,
  mode TEXT,
  context TEXT,
  status TEXT NOT NULL,
  mutual INTEGER NOT NULL,
  background INTEGER NOT NULL,
  trigger_word TEXT NOT NULL,
  trigger_start INTEGER NOT NULL,
  trigger_end INTEGER NOT NULL,
  quote TEXT NOT NULL,
  span_start INTEGER NOT NULL,
  span_end INTEGER NOT NULL,
  date_start TEXT,
  date_end TEXT,
  date_granularity TEXT,
  date_how TEXT,
  date_span_start INTEGER,
  date_span_end INTEGER,
  place TEXT,
  place_country TEXT,
  admin1 TEXT,
  latitude FLOAT,
  longitude FLOAT,
  geonames_id INTEGER,
  place_precision TEXT,
  place_how TEXT,
  place_span_start INTEGER,
  place_span_end INTEGER,
  PRIMARY KEY (coding, mention_id),
  FOREIGN KEY(coding) REFERENCES coding (number),
  FOREIGN KEY(run_id) REFERENCES run (run_id)
) WITHOUT ROWID;

CREATE TABLE accused (
  coding INTEGER NOT NULL,
  attribution_id TEXT NOT NULL,
  position INTEGER NOT NULL,
  article_id TEXT NOT NULL,
  run_id TEXT NOT NULL,
  actor_id TEXT NOT NULL,
  actor TEXT NOT NULL,
  country TEXT,
  sector TEXT,
  kind TEXT NOT NULL,
  PRIMARY KEY (coding, attribution_id, position),
  FOREIGN KEY(coding, attribution_id) REFERENCES attribution (coding, attribution_id),
  FOREIGN KEY(coding) REFERENCES coding (number),
  FOREIGN KEY(run_id) REFERENCES run (run_id)
) WITHOUT ROWID;

CREATE TABLE argument (
  coding INTEGER NOT NULL,
  mention_id TEXT NOT NULL,
  position INTEGER NOT NULL,
  article_id TEXT NOT NULL,
  run_id TEXT NOT NULL,
  role TEXT NOT NULL,
  actor_id TEXT NOT NULL,
  actor TEXT NOT NULL,
  country TEXT,
  sector TEXT,
  kind TEXT NOT NULL,
  quote TEXT NOT NULL,
  span_start INTEGER NOT NULL,
  span_end INTEGER NOT NULL,
  PRIMARY KEY (coding, mention_id, position),
  FOREIGN KEY(coding, mention_id) REFERENCES mention (coding, mention_id),
  FOREIGN KEY(coding) REFERENCES coding (number),
  FOREIGN KEY(run_id) REFERENCES run (run_id)
) WITHOUT ROWID;

CREATE TABLE content (
  coding INTEGER NOT NULL,
  attribution_id TEXT NOT NULL,
  position INTEGER NOT NULL,
  article_id TEXT NOT NULL,
  run_id TEXT NOT NULL,
  quote TEXT NOT NULL,
  span_start INTEGER NOT NULL,
  span_end INTEGER NOT NULL,
  PRIMARY KEY (coding, attribution_id, position),
  FOREIGN KEY(coding, attribution_id) REFERENCES attribution (coding, attribution_id),
  FOREIGN KEY(coding) REFERENCES coding (number),
  FOREIGN KEY(run_id) REFERENCES run (run_id)
) WITHOUT ROWID;

CREATE TABLE event_actor (
  event INTEGER NOT NULL,
  role TEXT NOT NULL,
  position INTEGER NOT NULL,
  event_id TEXT NOT NULL,
  actor_id TEXT NOT NULL,
  actor TEXT NOT NULL,
  country TEXT,
  sector TEXT,
  kind TEXT NOT NULL,
  PRIMARY KEY (event, role, position),
  FOREIGN KEY(event) REFERENCES event (number)
) WITHOUT ROWID;

CREATE INDEX ix_event_actor_country ON event_actor (country);

CREATE TABLE event_article (
  event INTEGER NOT NULL,
  position INTEGER NOT NULL,
  event_id TEXT NOT NULL,
  article_id TEXT NOT NULL,
  PRIMARY KEY (event, position),
  FOREIGN KEY(event) REFERENCES event (number)
) WITHOUT ROWID;

CREATE INDEX ix_event_article_article_id ON event_article (article_id);

CREATE TABLE event_attribution (
  coding INTEGER NOT NULL,
  attribution_id TEXT NOT NULL,
  event INTEGER,
  event_id TEXT NOT NULL,
  PRIMARY KEY (coding, attribution_id),
  FOREIGN KEY(coding, attribution_id) REFERENCES attribution (coding, attribution_id),
  FOREIGN KEY(event) REFERENCES event (number)
) WITHOUT ROWID;

CREATE INDEX ix_event_attribution_event ON event_attribution (event);

CREATE TABLE event_claim (
  coding INTEGER NOT NULL,
  position INTEGER NOT NULL,
  event INTEGER,
  event_id TEXT NOT NULL,
  claim_id TEXT NOT NULL,
  PRIMARY KEY (coding, position),
  FOREIGN KEY(coding, claim_id) REFERENCES claim (coding, claim_id),
  FOREIGN KEY(event) REFERENCES event (number)
) WITHOUT ROWID;

CREATE INDEX ix_event_claim_event ON event_claim (event);

CREATE TABLE event_mention (
  event INTEGER NOT NULL,
  position INTEGER NOT NULL,
  event_id TEXT NOT NULL,
  coding INTEGER,
  mention_id TEXT NOT NULL,
  PRIMARY KEY (event, position),
  FOREIGN KEY(coding, mention_id) REFERENCES mention (coding, mention_id),
  FOREIGN KEY(event) REFERENCES event (number)
) WITHOUT ROWID;

CREATE INDEX ix_event_mention_coding ON event_mention (coding);

CREATE TABLE event_toll (
  event INTEGER NOT NULL,
  position INTEGER NOT NULL,
  event_id TEXT NOT NULL,
  effect TEXT NOT NULL,
  low INTEGER NOT NULL,
  high INTEGER,
  atleast INTEGER NOT NULL,
  who TEXT,
  country TEXT,
  attackers INTEGER NOT NULL,
  span_start INTEGER NOT NULL,
  span_end INTEGER NOT NULL,
  quote TEXT NOT NULL,
  PRIMARY KEY (event, position),
  FOREIGN KEY(event) REFERENCES event (number)
) WITHOUT ROWID;

CREATE TABLE toll (
  coding INTEGER NOT NULL,
  mention_id TEXT NOT NULL,
  position INTEGER NOT NULL,
  article_id TEXT NOT NULL,
  run_id TEXT NOT NULL,
  effect TEXT NOT NULL,
  low INTEGER NOT NULL,
  high INTEGER,
  atleast INTEGER NOT NULL,
  who TEXT,
  country TEXT,
  attackers INTEGER NOT NULL,
  span_start INTEGER NOT NULL,
  span_end INTEGER NOT NULL,
  quote TEXT NOT NULL,
  PRIMARY KEY (coding, mention_id, position),
  FOREIGN KEY(coding, mention_id) REFERENCES mention (coding, mention_id),
  FOREIGN KEY(coding) REFERENCES coding (number),
  FOREIGN KEY(run_id) REFERENCES run (run_id)
) WITHOUT ROWID;

CREATE TABLE via (
  coding INTEGER NOT NULL,
  attribution_id TEXT NOT NULL,
  position INTEGER NOT NULL,
  article_id TEXT NOT NULL,
  run_id TEXT NOT NULL,
  actor_id TEXT NOT NULL,
  actor TEXT NOT NULL,
  country TEXT,
  sector TEXT,
  kind TEXT NOT NULL,
  quote TEXT NOT NULL,
  span_start INTEGER NOT NULL,
  span_end INTEGER NOT NULL,
  PRIMARY KEY (coding, attribution_id, position),
  FOREIGN KEY(coding, attribution_id) REFERENCES attribution (coding, attribution_id),
  FOREIGN KEY(coding) REFERENCES coding (number),
  FOREIGN KEY(run_id) REFERENCES run (run_id)
) WITHOUT ROWID;
