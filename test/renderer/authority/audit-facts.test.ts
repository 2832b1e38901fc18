import { expect, it } from 'vitest';
import type { AuditEntry } from '../../../main/api/schema/application.ts';
import { codeWords, nameOf } from '../../../renderer/authority/audit/audit-words.ts';
import { translate } from '../../../renderer/words/translate.ts';

const t = translate('ja');
const entry = (action: string): Pick<AuditEntry, 'action' | 'facts'> => ({ action, facts: {} });

it.each([
  ['credential.viewed', 'holder', '保有者の番号'],
  ['credential.listed', 'holders', '保有者の番号'],
  ['credential.imported', 'holders', '保有者数'],
  ['revocation.listed', 'holder', '保有者の番号'],
  ['card.read', 'holder', '氏名'],
  ['credential.moved', 'from', '経過の番号（最初）'],
  ['credential.moved', 'until', '経過の番号（最後）'],
  ['seminar.moved', 'from', '前の状態'],
])('%s calls %s %s', (action, fact, words) => expect(nameOf(fact, entry(action), t)).toBe(words));

it.each([
  ['what', 'queue', '作業待ち'],
  ['what', 'revocations', '失効'],
  ['what', 'labels', '宛名ラベル'],
  ['kind', 'advance', '手続き'],
  ['means', 'passkey', 'パスキー'],
  ['because', 'idle', '操作がなかったため'],
  ['because', 'something-else', null],
  ['object', 'queue', null],
  ['template', 'receipt', '受領書'],
  ['transition', 'approve', '承認する'],
])('%s %s is told as %j', (fact, value, words) => expect(codeWords(fact, value, entry('credential.moved'), t)).toBe(words));
