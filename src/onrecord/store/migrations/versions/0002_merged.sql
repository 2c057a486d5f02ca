-- Revision 0002: events that several tellings are of, and what merging needs. Frozen: a change is a new revision.

ALTER TABLE event ADD COLUMN date_article TEXT;

ALTER TABLE event ADD COLUMN place_article TEXT;

ALTER TABLE event ADD COLUMN waiting INTEGER NOT NULL DEFAULT '1';

ALTER TABLE event_toll ADD COLUMN article_id TEXT;

CREATE INDEX ix_event_waiting ON event (number) WHERE waiting = 1;

CREATE TABLE event_part (
  part INTEGER NOT NULL,
  event INTEGER NOT NULL,
  PRIMARY KEY (part),
  FOREIGN KEY(part) REFERENCES event (number),
  FOREIGN KEY(event) REFERENCES event (number)
) WITHOUT ROWID;

CREATE INDEX ix_event_part_event ON event_part (event);

CREATE TABLE event_alias (
  event_id TEXT NOT NULL,
  part_id TEXT NOT NULL,
  PRIMARY KEY (event_id, part_id)
) WITHOUT ROWID;

CREATE TABLE event_dispute (
  event INTEGER NOT NULL,
  kind TEXT NOT NULL,
  detail TEXT NOT NULL,
  PRIMARY KEY (event, kind),
  FOREIGN KEY(event) REFERENCES event (number)
) WITHOUT ROWID;

CREATE TABLE telling (
  event INTEGER NOT NULL,
  telling TEXT NOT NULL,
  PRIMARY KEY (event),
  FOREIGN KEY(event) REFERENCES event (number)
);

CREATE TABLE telling_key (
  "key" INTEGER NOT NULL,
  event INTEGER NOT NULL,
  PRIMARY KEY ("key", event)
) WITHOUT ROWID;

CREATE TABLE likeness (
  event INTEGER NOT NULL,
  other INTEGER NOT NULL,
  points FLOAT NOT NULL,
  PRIMARY KEY (event, other),
  FOREIGN KEY(event) REFERENCES event (number),
  FOREIGN KEY(other) REFERENCES event (number)
) WITHOUT ROWID;

CREATE INDEX ix_likeness_other ON likeness (other);

CREATE TABLE judgement (
  judgement_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  made_at TEXT NOT NULL,
  made_by TEXT NOT NULL,
  reason TEXT NOT NULL,
  subject TEXT NOT NULL,
  detail TEXT,
  PRIMARY KEY (judgement_id),
  CONSTRAINT judgement_kind CHECK (kind IN ('same', 'different', 'correct', 'withdraw', 'undo'))
) WITHOUT ROWID;

CREATE TABLE judgement_target (
  judgement_id TEXT NOT NULL,
  side INTEGER NOT NULL,
  position INTEGER NOT NULL,
  text_id TEXT NOT NULL,
  trigger_start INTEGER NOT NULL,
  trigger_end INTEGER NOT NULL,
  type TEXT NOT NULL,
  PRIMARY KEY (judgement_id, side, position),
  FOREIGN KEY(judgement_id) REFERENCES judgement (judgement_id)
) WITHOUT ROWID;

CREATE INDEX ix_judgement_target_text_id ON judgement_target (text_id);

DROP VIEW event_list;

DROP VIEW claim_list;

DROP VIEW attribution_list;

DROP VIEW article_list;

-- Articles with what became of them. Those of state "copy" have a text that another article has, which is coded.
CREATE VIEW article_list AS
SELECT
  article.article_id, article.published_start, article.published_end, article.published_known_by,
  article.outlet, article.title, article.state,
  (SELECT aside.reason FROM aside WHERE aside.article = article.number AND article.state IN ('aside', 'failed')
   ORDER BY aside.added_at DESC LIMIT 1) AS aside,
  (SELECT count(*) FROM coding JOIN event ON event.coding = coding.number
   WHERE coding.article = article.number AND coding.state = 'current') AS events,
  (SELECT count(*) FROM coding JOIN attribution ON attribution.coding = coding.number
   WHERE coding.article = article.number AND coding.state = 'current') AS attributions,
  article.origin_id, article.origin_outlet, article.language, article.url,
  (SELECT min(external_id) FROM external_id WHERE external_id.article = article.number) AS external_id,
  length(text.text) AS characters, article.text_id, article.added_at
FROM article JOIN text USING (text_id);

-- Events as they stand, one row each, with the words that tell of them first.
CREATE VIEW event_list AS
SELECT
  event.event_id, event.type, event.mode, event.context, event.status, event.date_start, event.date_end,
  (SELECT group_concat(actor, '; ') FROM (SELECT actor FROM event_actor
   WHERE event_actor.event = event.number AND role = 'actor' ORDER BY position)) AS actors,
  (SELECT group_concat(country, '; ') FROM (SELECT country FROM event_actor
   WHERE event_actor.event = event.number AND role = 'actor' ORDER BY position)) AS actor_countries,
  (SELECT group_concat(actor, '; ') FROM (SELECT actor FROM event_actor
   WHERE event_actor.event = event.number AND role = 'recipient' ORDER BY position)) AS recipients,
  (SELECT group_concat(country, '; ') FROM (SELECT country FROM event_actor
   WHERE event_actor.event = event.number AND role = 'recipient' ORDER BY position)) AS recipient_countries,
  event.place, event.place_country, event.latitude, event.longitude, event.place_precision,
  (SELECT group_concat(effect || ' ' || low || CASE WHEN high IS NULL THEN ' or more'
    WHEN high > low THEN ' to ' || high ELSE '' END || coalesce(' (' || country || ')', ''), '; ')
   FROM (SELECT * FROM event_toll WHERE event_toll.event = event.number ORDER BY position)) AS casualties,
  (SELECT count(*) FROM event_article WHERE event_article.event = event.number) AS articles,
  (SELECT count(DISTINCT coalesce(article.origin_id, article.article_id)) FROM event_article
   JOIN article USING (article_id) WHERE event_article.event = event.number) AS origins,
  (SELECT count(DISTINCT event_claim.claim_id) FROM event_claim WHERE event_claim.event IN (
   SELECT event.number UNION SELECT part FROM event_part WHERE event_part.event = event.number)) AS claims,
  (SELECT count(DISTINCT claim.claim_id) FROM event_claim JOIN claim USING (coding, claim_id)
   WHERE claim.stance = 'denies' AND event_claim.event IN (
   SELECT event.number UNION SELECT part FROM event_part WHERE event_part.event = event.number)) AS denials,
  (SELECT group_concat(kind, '; ') FROM (SELECT kind FROM event_dispute
   WHERE event_dispute.event = event.number ORDER BY kind)) AS disputes,
  (SELECT mention.quote FROM event_mention JOIN mention USING (coding, mention_id)
   WHERE event_mention.event = event.number ORDER BY event_mention.position LIMIT 1) AS quote,
  article.article_id, article.outlet, article.published_start, article.title, event.main, event.background,
  event.run_id
FROM event
LEFT JOIN coding ON coding.number = coalesce(event.coding, (SELECT coding FROM event_mention
  WHERE event_mention.event = event.number ORDER BY position LIMIT 1))
LEFT JOIN article ON article.number = coding.article
WHERE event.current = 1;

-- Claims as they stand: one value for one field of one event, the words that say it, and who stands behind it.
CREATE VIEW claim_list AS
SELECT
  claim.claim_id, coalesce(event.event_id, event_claim.event_id) AS event_id, event.type AS event_type, claim.field,
  claim.value, claim.stance,
  attribution.actor AS source, attribution.country AS source_country, attribution.sector AS source_sector,
  attribution.cue,
  (SELECT group_concat(actor, ' <- ') FROM (SELECT actor FROM via WHERE via.coding = claim.coding
   AND via.attribution_id = claim.attribution_id ORDER BY position)) AS via,
  article.outlet, article.origin_id, article.published_start, claim.quote, claim.span_start, claim.span_end,
  claim.article_id, claim.attribution_id, claim.mention_id, claim.run_id
FROM coding
JOIN claim ON claim.coding = coding.number
JOIN article ON article.number = coding.article
LEFT JOIN event_claim ON event_claim.coding = claim.coding AND event_claim.claim_id = claim.claim_id
LEFT JOIN event_part ON event_part.part = event_claim.event
LEFT JOIN event ON event.number = coalesce(event_part.event, event_claim.event)
LEFT JOIN attribution ON attribution.coding = claim.coding AND attribution.attribution_id = claim.attribution_id
WHERE coding.state = 'current';

-- Attributions as they stand: who stands behind which words, who passed them on, and what they are about.
CREATE VIEW attribution_list AS
SELECT
  attribution.attribution_id, attribution.actor AS source, attribution.country, attribution.sector,
  attribution.stance, attribution.cue,
  (SELECT group_concat(quote, ' ... ') FROM (SELECT quote FROM content WHERE content.coding = attribution.coding
   AND content.attribution_id = attribution.attribution_id ORDER BY position)) AS content,
  (SELECT group_concat(actor, ' <- ') FROM (SELECT actor FROM via WHERE via.coding = attribution.coding
   AND via.attribution_id = attribution.attribution_id ORDER BY position)) AS via,
  coalesce((SELECT whole.event_id FROM event_part JOIN event AS whole ON whole.number = event_part.event
   WHERE event_part.part = event_attribution.event), event_attribution.event_id) AS about, attribution.field,
  article.outlet, article.published_start, article.title, attribution.article_id, attribution.run_id
FROM coding
JOIN attribution ON attribution.coding = coding.number
JOIN article ON article.number = coding.article
LEFT JOIN event_attribution ON event_attribution.coding = attribution.coding
  AND event_attribution.attribution_id = attribution.attribution_id
WHERE coding.state = 'current';
