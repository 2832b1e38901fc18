import { expect, it } from 'vitest';
import { factName, factValue } from '../../../renderer/audit/fact-words.ts';
import { translate } from '../../../renderer/words/translate.ts';

const t = translate('ja');

it.each([
  ['holder', null, '氏名', '（消去済み）'],
  ['triesLeft', null, '残り回数', 'なし'],
  ['test', true, '検証用', 'はい'],
  ['code', 'PIN_LOCKED', '理由', 'PINがロックされています'],
  ['code', 'NEVER_HEARD', '理由', 'NEVER_HEARD'],
  ['format', 'eps', '形式', '電子処方箋'],
  ['documents', 3, '文書の数', '3'],
  ['later', 'value', 'later', 'value'],
])('%s %j', (name, value, words, said) => expect([factName(name, t), factValue(name, value, t)]).toEqual([words, said]));
