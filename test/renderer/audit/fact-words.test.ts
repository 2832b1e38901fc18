import { expect, it } from 'vitest';
import { factName, factValue, tellingFacts } from '../../../renderer/audit/fact-words.ts';
import { translate } from '../../../renderer/words/translate.ts';

const t = translate('ja');

it.each([
  ['holder', null, '氏名', '（消去済み）'],
  ['test', true, '検証用', 'はい'],
  ['code', 'PIN_LOCKED', '理由', 'PINがロックされています'],
  ['code', 'NEVER_HEARD', '理由', 'NEVER_HEARD'],
  ['format', 'eps', '形式', '電子処方箋'],
  ['format', 'eps-dispensing', '形式', '電子処方箋の調剤情報'],
  ['conclusion', 'INDETERMINATE', '結論', '有効と確かめられず'],
  ['constructor', 'x', 'constructor', 'x'],
  ['documents', 3, '文書の数', '3'],
  ['later', 'value', 'later', 'value'],
])('%s %j', (name, value, words, said) => expect([factName(name, t), factValue(name, value, t)]).toEqual([words, said]));

it('facts without a value are left out, unless they were destroyed with a person', () => {
  expect(tellingFacts({ triesLeft: null, holder: null, test: false })).toEqual([
    ['holder', null],
    ['test', false],
  ]);
});
