import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { SeminarPlan } from '../../../../main/api/schema/training.ts';
import { stackDoctor } from '../../../support/card-stack.ts';
import { hpki } from '../../../support/command-line.ts';
import { runningPlan } from '../../../support/seminar-plan.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { listOf } from '../../../support/venue-desk.ts';

const PASSPHRASE = 'correct horse battery staple';
const STAFF = ['--by', '受付 花子'];

const MINUTE = 60_000;

/** A plan that began 200 minutes ago, so that its three units stand whenever it ends from now on. */
function planUntil(end: number, { sessions, ...plan }: SeminarPlan = runningPlan(new Date())): SeminarPlan {
  const startsAt = new Date(BEGINNING).toISOString();
  return { ...plan, sessions: sessions.map((session) => ({ ...session, startsAt, endsAt: new Date(end).toISOString() })) };
}
const BEGINNING = Date.now() - 200 * MINUTE;

/** Each step is a process of its own. */
describe('a whole seminar without a screen', { timeout: 240_000 }, () => {
  let folder: string;
  let seminar: string;
  const at = (name: string) => join(folder, name);
  const data = () => ['--data', at('desk')];
  const attendance = (args: readonly string[], input = '') => hpki(['attendance', ...args, ...data()], input);

  beforeAll(async () => {
    folder = await temporaryFolder();
    await writeFile(at('plan.json'), JSON.stringify(planUntil(Date.now() + 30 * MINUTE)));
    await writeFile(at('booked.csv'), listOf([0, 1, 2].map(stackDoctor)));
    await mkdir(at('certificates'));
  });

  it('is planned, and its list of bookings imported after a preview', async () => {
    const added = await attendance(['seminar', 'add', at('plan.json')]);
    expect([added.exit, added.json.state, added.json.revision]).toEqual([0, 'planned', 1]);
    seminar = added.json.id;
    const preview = await attendance(['import-members', at('booked.csv'), '--booking', seminar, '--preview']);
    expect([preview.exit, preview.json.added, preview.json.applied]).toEqual([0, 3, false]);
    const applied = await attendance(['import-members', at('booked.csv'), '--booking', seminar]);
    expect([applied.exit, applied.json.added, applied.json.applied]).toEqual([0, 3, true]);
    const moved = await attendance(['seminar', 'move', seminar, 'open']);
    expect([moved.exit, moved.json.state]).toEqual([0, 'open']);
    expect((await attendance(['seminar', 'list'])).json.seminars.map(({ id }: { id: string }) => id)).toEqual([seminar]);
  });

  it('receives by number, and by a card that is bound on the way; a test card is marked and earns nothing', async () => {
    const byNumber = await attendance(['record', seminar, '--registration', '第300001号', '--reason', '会員証', ...STAFF]);
    expect([byNumber.exit, byNumber.json.verdict, byNumber.json.person.registration]).toEqual([0, 'ok', '300001']);
    await hpki(['test-authority', 'init', at('authority')]);
    const names = ['--name-kanji', '髙橋 0001', '--name-romaji', 'Takahashi', '--registration', '300002'];
    await hpki(['virtual-card', 'new', at('card'), '--authority', at('authority'), ...names]);
    const unknown = await attendance(['record', seminar, '--virtual', at('card')]);
    expect([unknown.exit, unknown.json.verdict, unknown.json.card.name]).toEqual([4, 'unknown-card', 'Takahashi']);
    const card = ['--virtual', at('card'), '--bind', '300002', ...STAFF];
    const warned = await attendance(['record', seminar, ...card]);
    expect([warned.exit, warned.json.verdict, warned.json.answer]).toEqual([4, 'test-card', 'open']);
    const accepted = await attendance(['record', seminar, ...card, '--accept', '動作確認']);
    expect([accepted.exit, accepted.json.answer, accepted.json.person.registration]).toEqual([0, 'accepted', '300002']);
    const voided = await attendance(['record', seminar, '--void', accepted.json.fact, '--reason', '試し', ...STAFF]);
    expect([voided.exit, voided.json.kind, voided.json.about]).toEqual([0, 'void', accepted.json.fact]);
  });

  it('travels sealed to another desk, where merging twice is merging once', async () => {
    const bundle = await attendance(['export', seminar, '--what', 'bundle', '-o', at('reception.hpkidesk'), '--passphrase-stdin'], `${PASSPHRASE}\n`);
    expect(bundle.exit).toBe(0);
    const other = ['--data', at('other')];
    const merge = (passphrase: string) => hpki(['attendance', 'merge', at('reception.hpkidesk'), '--passphrase-stdin', ...other], `${passphrase}\n`);
    expect((await merge('wrong')).json.error.code).toBe('BUNDLE_PASSPHRASE_WRONG');
    const first = await merge(PASSPHRASE);
    expect([first.exit, first.json.refused, first.json.forks]).toEqual([0, 0, []]);
    expect((await merge(PASSPHRASE)).json).toMatchObject({ added: 0, known: first.json.added });
  });

  it('is not settled before it is over; where it ended early, the plan says so first, with the reason', async () => {
    const early = await attendance(['settle', seminar, '--by', '事務 太郎']);
    expect([early.exit, early.json.error.code]).toEqual([1, 'SEMINAR_NOT_OVER']);
    expect((await attendance(['seminar', 'show', seminar])).json.state).toBe('open');
    await writeFile(at('ended.json'), JSON.stringify(planUntil(Date.now())));
    const changed = await attendance(['seminar', 'change', seminar, at('ended.json'), '--reason', '講師の都合で早く終わった']);
    expect([changed.exit, changed.json.state]).toEqual([0, 'open']);
  });

  it('is settled, corrected by two persons, and exported', async () => {
    const settled = await attendance(['settle', seminar, '--by', '事務 太郎']);
    expect([settled.exit, settled.json.number]).toEqual([0, 1]);
    const credits = settled.json.participations.map(({ registration, totals }: { registration: string; totals: { units: number }[] }) => [
      registration,
      totals.map(({ units }) => units),
    ]);
    expect(Object.fromEntries(credits)).toEqual({ 300001: [3], 300002: [], 300003: [] });
    const time = new Date(BEGINNING + 9 * 3_600_000).toISOString().slice(0, 16);
    await writeFile(at('paper.csv'), `医籍登録番号,氏名,入室時刻,退室時刻\n300003,渡邉　0002,${time},\n`);
    await writeFile(at('misread.csv'), `医籍登録番号,氏名,生年月日,入室時刻\n300003,市谷　一郎,1920-01-01,${time}\n`);
    const misread = await attendance(['import-paper', seminar, at('misread.csv'), ...STAFF]);
    const held = stackDoctor(2).name;
    expect([misread.exit, misread.json]).toEqual([1, { added: 0, refused: [{ line: 2, code: 'identity-differs', held }] }]);
    expect((await attendance(['import-paper', seminar, at('misread.csv'), '--confirm', '2;3', ...STAFF])).json.error.code).toBe('USAGE_WRONG');
    expect((await attendance(['import-paper', seminar, at('paper.csv'), ...STAFF])).json).toEqual({ added: 1, refused: [] });
    expect((await attendance(['import-paper', seminar, at('paper.csv'), ...STAFF])).json.added).toBe(0);
    const alone = await attendance(['settle', seminar, '--by', '事務 太郎', '--confirmed-by', '事務　太郎', '--reason', '紙の受付簿']);
    expect([alone.exit, alone.json.error.code]).toEqual([1, 'SECOND_PERSON_NEEDED']);
    const corrected = await attendance(['settle', seminar, '--by', '事務 太郎', '--confirmed-by', '課長 次郎', '--reason', '紙の受付簿']);
    expect([corrected.exit, corrected.json.number]).toEqual([0, 2]);

    for (const format of ['csv', 'xlsx', 'pdf']) {
      expect((await attendance(['export', seminar, '-o', at(`list.${format}`), '--format', format])).exit).toBe(0);
    }
    const lines = (await readFile(at('list.csv'), 'utf8')).split('\r\n');
    expect(lines[0]).toBe('\ufeff氏名,ふりがな,所属医療機関,医籍登録番号,生年月日,入室時刻,退室時刻');
    const certificates = await attendance(['export', seminar, '--what', 'certificates', '-o', at('certificates')]);
    expect([certificates.exit, certificates.json.files.length]).toEqual([0, 2]);
    const before = await Promise.all(certificates.json.files.map((path: string) => readFile(path)));
    const again = await attendance(['export', seminar, '--what', 'certificates', '-o', at('certificates')]);
    expect([again.exit, again.json.error.code]).toEqual([3, 'FILE_NAME_TAKEN']);
    expect(await Promise.all(certificates.json.files.map((path: string) => readFile(path)))).toEqual(before);
    expect((await hpki(['audit', 'verify', ...data()])).json).toMatchObject({ intact: true });
  });

  it.each<[string, readonly string[], number, string]>([
    ['an unknown seminar', ['settle', 'nothing', '--by', 'x'], 2, 'SEMINAR_UNKNOWN'],
    ['no name of who settles', ['settle', 'nothing'], 2, 'USAGE_WRONG'],
    ['an unknown action', ['seminar', 'burn'], 2, 'USAGE_WRONG'],
    ['a lane without a name', ['serve', 'nothing', '--lane', '=x'], 2, 'USAGE_WRONG'],
    ['a file that is not there', ['import-members', '/nowhere.csv'], 2, 'FILE_NOT_FOUND'],
    ['a passphrase as argument', ['export', 'nothing', '--what', 'bundle', '-o', '/tmp/x'], 2, 'USAGE_WRONG'],
    ['that there is nothing for the authority', ['export', 'nothing', '--what', 'notices', '-o', '/tmp/x'], 1, 'NOTHING_TO_EXPORT'],
  ])('%s is told', async (_what, args, exit, code) => {
    const answer = await attendance(args);
    expect([answer.exit, answer.json.error.code]).toEqual([exit, code]);
  });
});
