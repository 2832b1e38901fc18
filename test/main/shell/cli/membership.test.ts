import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { HUB } from '../../../../main/hub/store/actor.ts';
import { openHubStore } from '../../../../main/hub/store/hub-store.ts';
import { hpki } from '../../../support/command-line.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const HEAD = '医籍登録番号,氏名,氏名（カナ）,生年月日,性別,旧姓・旧名,送付物の宛名に旧姓・旧名を使用する,自宅現住所,所属施設名,会員区分,入会日';
const TARO = '200001,日医 太郎,ニチイ タロウ,1984-10-10,男,山田 多郎,使用する,東京都文京区,横浜市立市民病院,A①,2020/06/01';
const HANAKO = '200002,日医 花子,ニチイ ハナコ,1990-01-02,女,,,札幌市,市立札幌市民病院,A②(B),-';

/** Each step is a process of its own. */
describe('memberships at a hub without a screen', { timeout: 240_000 }, () => {
  let folder: string;
  const at = (name: string) => join(folder, name);
  const membership = (args: readonly string[]) => hpki(['membership', ...args, '--data', at('hub'), '--lang', 'ja']);
  const list = async (name: string, ...lines: readonly string[]) => {
    await writeFile(at(name), [HEAD, ...lines].join('\r\n'));
    return at(name);
  };
  const linesOf = async (name: string) => (await readFile(at(name), 'utf8')).replace('\ufeff', '').trim().split('\r\n');
  const eventsOf = async () => {
    await using store = await openHubStore({ folder: at('hub') });
    return await store.within(HUB, (tx) =>
      tx
        .selectFrom('event')
        .innerJoin('event_audience', 'event_audience.sequence', 'event.sequence')
        .select(['registration', 'token', 'audience'])
        .orderBy('event.sequence')
        .orderBy('audience')
        .execute(),
    );
  };

  beforeAll(async () => {
    folder = await temporaryFolder();
    await using store = await openHubStore({ folder: at('hub') });
    await store.within(HUB, (tx) =>
      tx.insertInto('association').values({ code: 'jma', name: '日本医師会', tier: 1, above: null, mastered_by: 'national', rules: '{}' }).execute(),
    );
  }, 120_000);

  let imported: string;
  it('a list is shown before it is taken in', async () => {
    const file = await list('first.csv', TARO, HANAKO);
    const preview = await membership(['import', file, '--association', 'jma', '--preview']);
    expect([preview.exit, preview.json.added.length, preview.json.applied]).toEqual([0, 2, false]);
    const { exit, json } = await membership(['import', file, '--association', 'jma']);
    expect([exit, json.added.length, json.applied, json.problems]).toEqual([0, 2, true, []]);
    imported = json.id;
  });

  it('what it changed is told to the authority and the association', async () => {
    const events = await eventsOf();
    expect(events.map(({ registration, audience }) => `${registration} ${audience}`).toSorted()).toEqual([
      '200001 authority',
      '200001 jma',
      '200002 authority',
      '200002 jma',
    ]);
    const claims = JSON.parse(Buffer.from(events[0]!.token.split('.')[1]!, 'base64url').toString());
    expect(claims.events['urn:hpki-desk:secevent:membership:joined']).toMatchObject({
      association: 'jma',
      affiliation: '横浜市立市民病院',
      national_class: 'A1',
      effective_on: '2020-06-01',
      cause: 'import',
    });
  });

  it('statistics are in the layout of the papers', async () => {
    const { exit, json } = await membership(['report', '--what', 'statistics', '-o', at('statistics.csv')]);
    expect([exit, json.what]).toEqual([0, 'statistics']);
    expect((await linesOf('statistics.csv')).slice(0, 4)).toEqual([
      '集計,区分,総数,A1会員,A2(B)会員,A2(C)会員,B会員,小計,C会員',
      '男女別,全国,2,1,1,0,0,2,0',
      '男女別,（男）,1,1,0,0,0,1,0',
      '男女別,（女）,1,0,1,0,0,1,0',
    ]);
  });

  it('labels bear the former name where that is wished, and ledgers are printed', async () => {
    await membership(['report', '--what', 'labels', '--association', 'jma', '-o', at('labels.csv')]);
    expect(await linesOf('labels.csv')).toEqual(['郵便番号,住所,宛名', ',東京都文京区,山田　多郎', ',札幌市,日医　花子']);
    expect((await membership(['report', '--what', 'ledger', '-o', at('ledger.pdf')])).exit).toBe(0);
    expect((await readFile(at('ledger.pdf'))).subarray(0, 5).toString()).toBe('%PDF-');
  });

  it('a list that is written changes nothing when it is taken in', async () => {
    expect((await membership(['report', '--what', 'list', '--encoding', 'shift_jis', '-o', at('list.csv')])).json.problems).toEqual([]);
    const { json } = await membership(['import', at('list.csv'), '--association', 'jma']);
    expect([json.unchanged, json.applied, json.encoding, json.problems]).toEqual([2, false, 'shift_jis', []]);
  });

  it('an import is undone, once', async () => {
    const { exit, json } = await membership(['import', '--undo', imported]);
    expect([exit, json]).toEqual([0, { rows: 2, persons: 2 }]);
    const again = await membership(['import', '--undo', imported]);
    expect([again.exit, again.json.error.code]).toEqual([2, 'MEMBER_IMPORT_UNKNOWN']);
  });

  it.each([
    ['an association that there is not', ['import', 'first.csv', '--association', 'x'], 'ASSOCIATION_UNKNOWN'],
    ['no association', ['import', 'first.csv'], 'USAGE_WRONG'],
    ['a file of another kind', ['report', '-o', 'report.txt'], 'USAGE_WRONG'],
    ['a day that there is not', ['report', '-o', 'report.csv', '--day', '2026-02-30'], 'USAGE_WRONG'],
  ])('%s is wrong use', async (_what, args, code) => {
    const { exit, json } = await membership(args.map((each) => (each.includes('.') ? at(each) : each)));
    expect([exit, json.error.code]).toEqual([2, code]);
  });
});
