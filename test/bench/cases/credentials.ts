import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import type { HolderFields } from '../../../main/api/schema/credentials.ts';
import { pageOf } from '../../../main/credentials/work/page.ts';
import { queuePage } from '../../../main/credentials/work/queue.ts';
import { searchHolders } from '../../../main/credentials/work/search.ts';
import { fieldsOf, openAuthorityDesk } from '../../support/authority-desk.ts';
import { type Figure, median } from '../measure.ts';

const PERSONS = 400_000;
const EVENTS = 2_000_000;
/** Applications that wait for something. */
const OPEN = 30_000;
const AT_ONCE = 2_000;
const ROUNDS = 200;

/** Family names as they are spread: a few are very many, and most are few. */
const KANJI = ['佐', '鈴', '高', '田', '渡', '山', '中', '小', '加', '吉', '齋', '大', '河', '國', '德', '濵', '森', '松', '井', '木'];
const KANA = [
  'さ',
  'すず',
  'たか',
  'た',
  'わた',
  'やま',
  'なか',
  'こ',
  'か',
  'よし',
  'さい',
  'おお',
  'かわ',
  'くに',
  'とく',
  'はま',
  'もり',
  'まつ',
  'い',
  'き',
];
const spread = (index: number): number => Math.floor(20 * ((index * 0.618_033_988_75) % 1) ** 2);
const GIVEN = ['太郎', '花子', '健一', '美咲', '大輔', '陽子', '誠', '恵子', '直樹', '由美'];
const GIVEN_KANA = ['たろう', 'はなこ', 'けんいち', 'みさき', 'だいすけ', 'ようこ', 'まこと', 'けいこ', 'なおき', 'ゆみ'];
const QUEUES = ['check-documents', 'confirm-licence', 'ask-payment', 'record-payment', 'approve', 'submit'];

function holderAt(index: number): HolderFields {
  const [first, last] = [spread(index), spread(index * 7 + 3)];
  const given = index % GIVEN.length;
  const day = new Date(Date.UTC(1945, 0, 1 + (index % 18_000))).toISOString().slice(0, 10);
  const number = String(100_000 + index);
  const name = { name: `${KANJI[first]}${KANJI[last]}　${GIVEN[given]}`, kana: `${KANA[first]}${KANA[last]}　${GIVEN_KANA[given]}` };
  return fieldsOf({ ...name, registration: number, birthDate: day, memberId: `00${10_000_000 + index}`, phone: `03-${number}` });
}

type Desk = Awaited<ReturnType<typeof openAuthorityDesk>>;

/** People with a card and two certificates each, some with an application under way, and what happened to them in years. */
async function fill({ application: { store }, authority: { parts } }: Desk): Promise<void> {
  const { db, persons } = store;
  const at = '2026-01-01T00:00:00.000Z';
  const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
  /** Names come again and again; their tokens are made once. */
  const ofNames = new Map<string, readonly string[]>();
  function tokensOf(fields: HolderFields): readonly string[] {
    const known = ofNames.get(fields.kana) ?? parts.tokens.of({ ...fields, registration: '', memberId: '', birthDate: '', phone: '' }).map(hex);
    ofNames.set(fields.kana, known);
    return [...known, ...parts.tokens.identity(fields).map(({ token }) => hex(token))];
  }
  await sql`CREATE TEMP TABLE made (token BLOB, holder INTEGER)`.execute(db);
  for (let start = 0; start < PERSONS; start += AT_ONCE) {
    const rows = Array.from({ length: AT_ONCE }, (_none, offset) => {
      const index = start + offset;
      const {
        row: { id, wrapped_key },
        seal,
      } = persons.make();
      const fields = holderAt(index);
      const sealed = seal(fields, 'credential holder');
      return { holder: index + 1, id, key: hex(wrapped_key), sealed: hex(sealed), tokens: tokensOf(fields) };
    });
    const json = JSON.stringify(rows);
    await sql`INSERT INTO person SELECT value ->> 'id', unhex(value ->> 'key'), ${at}, NULL FROM json_each(${json})`.execute(db);
    await sql`INSERT INTO credential_holder SELECT value ->> 'holder', value ->> 'id', unhex(value ->> 'sealed'), '医師会' || ((value ->> 'holder') % 900), (value ->> 'holder') % 2, ${at}
      FROM json_each(${json})`.execute(db);
    await sql`INSERT INTO made SELECT unhex(token.value), row.value ->> 'holder' FROM json_each(${json}) AS row, json_each(row.value, '$.tokens') AS token`.execute(
      db,
    );
  }
  await sql`INSERT OR IGNORE INTO credential_token SELECT token, holder FROM made ORDER BY token, holder`.execute(db);
  await sql`DROP TABLE made`.execute(db);
  const numbers = sql`WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${PERSONS})`;
  const columns = sql`(id, kind, holder, state, origins, since, parent, procedure, association, queue, due, expires, facts)`;
  await sql`INSERT INTO credential_object ${columns} ${numbers}
    SELECT printf('C20-%07d', i), 'card', i, 'active', '[]', ${at}, NULL, NULL, '医師会' || (i % 900), NULL, NULL, date('2026-12-01', (i % 1825) || ' days'), '{"serial":"S' || i || '"}' FROM n`.execute(
    db,
  );
  for (const [letter, usage] of [
    ['1', 'signature'],
    ['2', 'authentication'],
  ] as const)
    await sql`INSERT INTO credential_object ${columns} ${numbers}
      SELECT printf('T2%s-%07d', ${letter}, i), 'certificate', i, 'active', '[]', ${at}, printf('C20-%07d', i), NULL, '医師会' || (i % 900), NULL, NULL, date('2026-12-01', (i % 1825) || ' days'), ${`{"usage":"${usage}"}`} FROM n`.execute(
      db,
    );
  await sql`INSERT INTO credential_object ${columns} ${numbers}
    SELECT printf('A25-%07d', i), 'application', i, 'submitted', '[]', strftime('%Y-%m-%dT%H:%M:%fZ', '2026-11-01', (i % 40000) || ' minutes'), NULL, 'renewal', '医師会' || (i % 900),
      'application-' || CASE i % 6 ${sql.join(
        QUEUES.map((queue, index) => sql`WHEN ${sql.lit(index)} THEN ${queue}`),
        sql` `,
      )} END, date('2026-11-01', (i % 60) || ' days'), NULL,
      '{"channel":"paper","receivedOn":"2026-11-01","member":true,"reason":null}' FROM n WHERE i <= ${OPEN}`.execute(db);
  await sql`INSERT INTO credential_event (nonce, object, holder, at, transition, state, by, second, facts, sealed, event, stops, hash)
    WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${EVENTS})
    SELECT printf('past-%d', i), printf('C20-%07d', 1 + i % ${PERSONS}), 1 + i % ${PERSONS}, ${at}, 'activate', 'active', 'program', NULL, '{}', NULL, NULL, 0, '' FROM n`.execute(
    db,
  );
}

const percentile = (values: readonly number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? Number.NaN;

async function times(work: (round: number) => Promise<unknown>): Promise<readonly number[]> {
  const found: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const begin = performance.now();
    await work(round);
    found.push(performance.now() - begin);
  }
  return found;
}

/** The authority's desk with everybody in it. */
export async function credentialFigures(): Promise<readonly Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'hpki-bench-'));
  try {
    await using desk = await openAuthorityDesk(folder);
    await fill(desk);
    const { parts } = desk.authority;
    const { acting } = desk.seats.clerk;
    const { db } = desk.application.store;
    const order = { queue: null, association: null, after: null, limit: 50 };
    const one = await times((round) => sql`SELECT * FROM credential_holder WHERE id = ${1 + round * 7919}`.execute(db));
    const typed = [
      'さす',
      'さすず',
      'すずさ',
      'ｻｲﾀｶ',
      '斎田',
      '高橋',
      'おおたか',
      'わたやまよ',
      'はなこ',
      '渡田',
      '123456',
      '第234567号',
      '0010123456',
      '03-345678',
      'A25-12345',
    ];
    const rows: readonly (readonly [string, readonly number[]])[] = [
      ['queue of all, first page with counts', await times(() => queuePage(parts, acting, order))],
      [
        'queue of one step, a page further on',
        await times(() => queuePage(parts, acting, { ...order, queue: 'application-approve', after: { due: '2026-11-20', object: 'A25-0010000' } })),
      ],
      ['queue of one association', await times((round) => queuePage(parts, acting, { ...order, association: `医師会${round}` }))],
      ['search as one types', await times((round) => searchHolders(parts, acting, typed[round % typed.length]!, 20))],
      ["a person's page", await times((round) => pageOf(parts, acting, 1 + round * 601))],
    ];
    return rows.map(([name, found]) => ({
      name: `${name}, p99`,
      peer: 'one row by its number',
      ours: percentile(found, 0.99),
      theirs: median([...one]),
      target: 50,
      note: `${PERSONS} persons, ${EVENTS} events; median ${median([...found]).toFixed(1)} ms`,
    }));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
