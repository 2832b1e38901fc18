import { type Kysely, sql } from 'kysely';

/**
 * What this desk tells others and what it was told: each event once, in order, sealed; the keys of others; the members as the hub last told them; how
 * cards stand since the list at hand; and what people must settle.
 */
const STATEMENTS = [
  // Numbers are never given twice, also after rows have gone.
  `CREATE TABLE exchange_outbox (
     sequence INTEGER PRIMARY KEY AUTOINCREMENT,
     feed TEXT NOT NULL CHECK (feed IN ('stop', 'credential', 'membership')),
     jti TEXT NOT NULL UNIQUE,
     event TEXT NOT NULL,
     person TEXT NOT NULL REFERENCES person,
     association TEXT,
     sealed BLOB NOT NULL,
     issuer TEXT,
     happened_at TEXT NOT NULL,
     created_at TEXT NOT NULL,
     sent_at TEXT,
     attempts INTEGER NOT NULL DEFAULT 0,
     refused TEXT
   ) STRICT`,
  `CREATE INDEX exchange_outbox_waiting ON exchange_outbox (feed, sequence) WHERE sent_at IS NULL AND refused IS NULL`,
  // How a card was last told to stand: what does not change is not told again.
  `CREATE TABLE exchange_told (certificate TEXT NOT NULL PRIMARY KEY, status TEXT NOT NULL) STRICT, WITHOUT ROWID`,
  `CREATE TABLE exchange_inbox (
     issuer TEXT NOT NULL,
     jti TEXT NOT NULL,
     feed TEXT,
     event TEXT NOT NULL,
     subject BLOB,
     happened_at TEXT NOT NULL,
     received_at TEXT NOT NULL,
     state TEXT NOT NULL CHECK (state IN ('applied', 'superseded', 'waiting', 'unknown')),
     because TEXT,
     due TEXT,
     sealed BLOB,
     PRIMARY KEY (jti, issuer)
   ) STRICT, WITHOUT ROWID`,
  `CREATE INDEX exchange_inbox_waiting ON exchange_inbox (happened_at) WHERE state = 'waiting'`,
  `CREATE INDEX exchange_inbox_by_subject ON exchange_inbox (subject, happened_at) WHERE subject IS NOT NULL`,
  `CREATE TABLE exchange_contact (
     peer TEXT NOT NULL,
     feed TEXT NOT NULL,
     way TEXT NOT NULL CHECK (way IN ('in', 'out')),
     contact_at TEXT,
     newest_at TEXT,
     error TEXT,
     error_at TEXT,
     PRIMARY KEY (peer, feed, way)
   ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE exchange_key (
     issuer TEXT NOT NULL,
     kid TEXT NOT NULL,
     jwk TEXT NOT NULL,
     kind TEXT CHECK (kind IN ('authority', 'association', 'hub')),
     known_at TEXT NOT NULL,
     PRIMARY KEY (issuer, kid)
   ) STRICT, WITHOUT ROWID`,
  // Up to which number files were written for somebody.
  `CREATE TABLE exchange_peer (name TEXT NOT NULL PRIMARY KEY, exported INTEGER NOT NULL, exported_at TEXT NOT NULL) STRICT, WITHOUT ROWID`,
  `CREATE TABLE exchange_member (
     subject BLOB NOT NULL PRIMARY KEY,
     person TEXT NOT NULL UNIQUE REFERENCES person,
     sealed BLOB NOT NULL,
     changed_at TEXT NOT NULL,
     round INTEGER NOT NULL
   ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE status_change (
     token BLOB NOT NULL PRIMARY KEY,
     key BLOB NOT NULL,
     status INTEGER NOT NULL,
     happened_at TEXT NOT NULL
   ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE reconciliation (
     id TEXT NOT NULL PRIMARY KEY,
     opened_at TEXT NOT NULL,
     kind TEXT NOT NULL,
     holder INTEGER REFERENCES credential_holder,
     person TEXT REFERENCES person,
     sealed BLOB NOT NULL,
     issuer TEXT NOT NULL,
     jti TEXT NOT NULL,
     settled_at TEXT,
     settled_by TEXT,
     decision TEXT CHECK (decision IN ('ours', 'theirs')),
     reason BLOB,
     UNIQUE (issuer, jti, kind),
     CHECK ((settled_at IS NULL) = (decision IS NULL))
   ) STRICT, WITHOUT ROWID`,
  `CREATE INDEX reconciliation_open ON reconciliation (opened_at) WHERE settled_at IS NULL`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}
