import { expect, it } from 'vitest';
import { terminalText } from '../../../../main/shell/cli/terminal-text.ts';

it.each([
  ['処方箋.pdf\tthe first\nthe second', '処方箋.pdf\tthe first\nthe second'],
  ['\u{1b}[2J\u{1b}]0;title\u{7}', '\\u{1b}[2J\\u{1b}]0;title\\u{7}'],
  ['\u{9b}31m', '\\u{9b}31m'],
  ['over\rwritten\u{8}\u{7f}', 'over\\u{d}written\\u{8}\\u{7f}'],
  ['letter\u{202e}fdp.exe', 'letter\\u{202e}fdp.exe'],
  ['\u{2066}a\u{2069}\u{200f}', '\\u{2066}a\\u{2069}\\u{200f}'],
])('%j is written as %j', (text, written) => expect(terminalText(text)).toBe(written));
