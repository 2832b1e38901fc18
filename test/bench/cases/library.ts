import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { auditLog } from '../../../main/audit/audit-log.ts';
import { openLibrary } from '../../../main/library/library.ts';
import { keptText } from '../../../main/library/search/fold.ts';
import { sealText } from '../../../main/library/search/sealed-text.ts';
import { keptReports } from '../../../main/report/kept-reports.ts';
import { openStore, type Store } from '../../../main/store/store.ts';
import { type Figure, median, pair } from '../measure.ts';

const DOCUMENTS = 100_000;
const SIGNERS = 40;
const AT_ONCE = 2_000;
const RUNS = 15;
/** A tenth of a second is felt as at once. */
const AT_ONCE_MS = 100;

const FAMILY = ['佐藤', '鈴木', '高橋', '田中', '渡辺', '伊藤', '山本', '中村', '小林', '加藤'];
const GIVEN = ['太郎', '花子', '健一', '美咲', '大輔', '陽子', '誠', '恵子', '直樹', '由美'];
const WORDS = [
  '高血圧症',
  '糖尿病',
  '脂質異常症',
  '気管支喘息',
  '胃潰瘍',
  '逆流性食道炎',
  '骨粗鬆症',
  '慢性腎臓病',
  '心房細動',
  '片頭痛',
  '腰痛症',
  '花粉症',
];
/** About as long as a letter of one page. */
const textAt = (index: number): string =>
  keptText(
    [
      `患者 ${FAMILY[index % 10]}　${GIVEN[(index * 7) % 10]} 様`,
      ...Array.from(
        { length: 40 },
        (_none, line) => `${WORDS[(index * 31 + line * 17) % WORDS.length]}にて通院中です。検査値${(index * 13 + line) % 977}、処方${line}日分。`,
      ),
      ...(index === 777 ? ['稀少疾患名'] : []),
    ].join(' '),
  );

async function fill({ db, persons }: Store): Promise<void> {
  const signers = Array.from({ length: SIGNERS }, () => persons.make().row);
  await db.insertInto('person').values(signers).execute();
  const keys = signers.map(({ id, wrapped_key }) => persons.keyOf(wrapped_key, id));
  for (let start = 0; start < DOCUMENTS; start += AT_ONCE) {
    await db.transaction().execute(async (transaction) => {
      for (let number = start + 1; number <= start + AT_ONCE; number += 1) {
        const signer = number % SIGNERS;
        const { id: person, wrapped_key } = signers[signer]!;
        const id = `d-${number}`;
        const names = { name: `紹介状${number}.pdf`, signerName: `医師${signer}`, contentName: null };
        const sealed = persons.sealWith(wrapped_key, person, names, `library document ${id}`);
        const at = new Date(Date.UTC(2020, 0, 1) + number * 600_000).toISOString();
        await sql`INSERT INTO library_document (number, id, origin, added_at, person, sealed, sha256, format, level, test, verdict, verified_at, text_state)
          VALUES (${number}, ${id}, 'received', ${at}, ${person}, ${sealed}, ${id}, ${number % 3 === 0 ? 'pades' : 'eps'}, ${number % 5 === 0 ? 'LTA' : 'B'}, 0,
            ${number % 50 === 0 ? 'INDETERMINATE' : 'TOTAL-PASSED'}, ${at}, 'whole')`.execute(transaction);
        await transaction
          .insertInto('library_text')
          .values(sealText(number, person, keys[signer]!, textAt(number))!.row)
          .execute();
      }
    });
  }
  await sql`ANALYZE`.execute(db);
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begin = performance.now();
  await work();
  return performance.now() - begin;
}

/** What a person asks of a large library, beside the bare query of SQLite over the same rows. */
export async function libraryFigures(): Promise<readonly Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'hpki-bench-'));
  const store = await openStore({ folder });
  try {
    await fill(store);
    const never = () => Promise.reject(new Error('not in this bench'));
    const library = await openLibrary({
      ...{ store, audit: auditLog(store), reports: keptReports(), now: store.now, trust: never, verificationTrust: never, extend: never },
      timeStamper: async () => null,
      contentOf: async () => null,
    });
    const page = (text: string, filters = {}, before: number | null = null) => library.page({ text, filters, before, limit: 50 });
    const asRows = await timed(() => sql`SELECT number, person, grams FROM library_text`.execute(store.db));
    const first = await timed(() => page('稀少疾患名'));
    const rows = () => sql`SELECT * FROM library_document WHERE deleted_at IS NULL ORDER BY number DESC LIMIT 50`.execute(store.db);
    const scan = () => sql`SELECT count(*) FROM library_document WHERE verdict_because LIKE '%x%' AND deleted_at IS NULL`.execute(store.db);
    const asked: readonly (readonly [string, () => Promise<unknown>, string, () => Promise<unknown>])[] = [
      ['newest page', () => page(''), 'the 50 rows alone', rows],
      ['page in the middle', () => page('', {}, DOCUMENTS / 2), 'the 50 rows alone', rows],
      ['two filters', () => page('', { format: 'pades', verdict: 'INDETERMINATE' }), 'a LIKE over the rows', scan],
      ['word of every document', () => page('患者'), 'a LIKE over the rows', scan],
      ['name of one in ten', () => page('佐藤'), 'a LIKE over the rows', scan],
      ['word of one document', () => page('稀少疾患名'), 'a LIKE over the rows', scan],
      ['word of none', () => page('存在しない言葉'), 'a LIKE over the rows', scan],
      ['word and filter', () => page('佐藤太郎', { level: 'LTA' }), 'a LIKE over the rows', scan],
    ];
    const figures: Figure[] = [
      { name: 'library: first search of a run, typed at once', peer: 'the sealed filters read as rows', ours: first, theirs: asRows },
    ];
    for (const [name, ours, peer, theirs] of asked) {
      const times = await pair(RUNS, ours, theirs);
      figures.push({ name: `library of ${DOCUMENTS}: ${name}`, peer, ours: median(times.work), theirs: median(times.peer), limit: AT_ONCE_MS });
    }
    await library[Symbol.asyncDispose]();
    return figures;
  } finally {
    await store[Symbol.asyncDispose]();
    await rm(folder, { recursive: true, force: true });
  }
}
