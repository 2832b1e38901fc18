import { expect, it } from 'vitest';
import { newcomerLacks } from '../../../renderer/reception/newcomer-lacks.ts';

const COMPLETE = { registration: '300909', again: '300909', name: '佐藤　一', kana: 'さとう　はじめ' };

it.each([
  ['nothing', {}, null],
  ['nothing, in another spelling', { again: '第３００９０９号', kana: 'ｻﾄｳ ﾊｼﾞﾒ' }, null],
  ['nothing of a name in kana', { name: 'ジョン　スミス', kana: 'ジョン　スミス' }, null],
  ['the number once more', { again: ' ' }, 'reception.bind.needs-again'],
  ['the same number', { again: '300010' }, 'reception.bind.again-differs'],
  ['a number', { again: '佐藤' }, 'reception.bind.again-differs'],
  ['a name', { name: '' }, 'reception.bind.needs-name'],
  ['a name as lists write it', { name: 'Hajime Sato' }, 'reception.bind.needs-name'],
  ['a reading', { kana: '　' }, 'reception.bind.needs-kana'],
  ['a reading in kana', { kana: '佐藤' }, 'reception.bind.needs-kana'],
])('a number that nobody has lacks %s', (_what, more, lacks) => {
  expect(newcomerLacks({ ...COMPLETE, ...more })).toBe(lacks);
});
