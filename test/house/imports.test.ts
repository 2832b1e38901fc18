import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ALLOWED, importsOf, violation } from './imports.ts';

const root = join(import.meta.dirname, '../..');

it('every import follows the arrows of the house', () => {
  const files = globSync(`{${Object.keys(ALLOWED).join(',')}}/**/*.{ts,tsx}`, { cwd: root }).map((file) => file.replaceAll('\\', '/'));
  expect(files.length).toBeGreaterThan(20);
  const found = files.flatMap((file) => importsOf(readFileSync(join(root, file), 'utf8')).map((item) => violation(file, item)));
  expect(found.filter((text) => text !== null)).toEqual([]);
});

it.each([
  ['card/a/b.ts', "import { x } from '../../pki/signer.ts';", 'card/a/b.ts may not import pki/signer.ts'],
  ['pki/a.ts', "import type { X } from '../card/reader.ts';", 'pki/a.ts may not import card/reader.ts'],
  ['pki/a.ts', "const x = await import('../main/errors.ts');", 'pki/a.ts may not import main/errors.ts'],
  ['main/a.ts', "export * from '../renderer/app.ts';", 'main/a.ts may not import renderer/app.ts'],
  ['renderer/a.ts', "import { contract } from '../main/api/contract.ts';", 'renderer/a.ts may not import main/api/contract.ts'],
  ['renderer/a.ts', "import type { S } from '../main/store/store.ts';", 'renderer/a.ts may not import main/store/store.ts'],
  ['main/documents/a.ts', "import { app } from 'electron';", 'main/documents/a.ts may not import electron; its place is main/shell/electron'],
  ['main/a.ts', "import {\n  a,\n  b,\n} from '../../elsewhere/x.ts';", 'main/a.ts leaves the project: ../../elsewhere/x.ts'],
])('%s: %s is refused', (file, source, expected) => {
  expect(importsOf(source).map((item) => violation(file, item))).toEqual([expected]);
});

it.each([
  ['renderer/a.ts', "import type { Contract } from '../main/api/contract.ts';"],
  ['renderer/screens/card/card.tsx', "import { Button } from '../card/button.tsx';"],
  ['main/shell/electron/main.ts', "import { app } from 'electron';"],
  ['main/a.ts', "import { CardError } from '../card/errors.ts';"],
])('%s: %s is allowed', (file, source) => {
  expect(importsOf(source).map((item) => violation(file, item))).toEqual([null]);
});
