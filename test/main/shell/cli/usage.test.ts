import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { main } from '../../../../main/shell/cli/main.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

let folder: string;
let output: string;
let diagnostics: string;
beforeAll(async () => {
  folder = await temporaryFolder();
  await writeFile(join(folder, 'letter.txt'), 'hello');
  // Commands without --data keep nothing in the folder of whoever runs the tests.
  vi.stubEnv('XDG_DATA_HOME', folder);
});
afterAll(() => void vi.unstubAllEnvs());
beforeEach(() => {
  output = '';
  diagnostics = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    output += String(text);
    return true;
  });
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    diagnostics += String(text);
    return true;
  });
});
afterEach(() => {
  vi.restoreAllMocks();
  for (const signal of ['SIGINT', 'SIGTERM']) process.removeAllListeners(signal);
});

const run = (args: string) => main(args.split(' ').map((arg) => arg.replace('@', `${folder}/`)));

/** Command line (`@` stands for the folder), exit status, code. */
const WRONG: readonly [string, number, string][] = [
  ['frobnicate', 2, 'USAGE_WRONG'],
  ['card', 2, 'USAGE_WRONG'],
  ['constructor', 2, 'USAGE_WRONG'],
  ['__proto__ show', 2, 'USAGE_WRONG'],
  ['sign', 2, 'USAGE_WRONG'],
  ['sign @letter.txt --pin-stdin', 2, 'USAGE_WRONG'],
  ['sign @letter.txt -o @x --pin 1234', 2, 'USAGE_WRONG'],
  ['sign @letter.txt -o @x --pin-stdin=1234', 2, 'USAGE_WRONG'],
  ['sign @letter.txt -o @x --format docx --pin-stdin', 2, 'USAGE_WRONG'],
  ['sign @letter.txt -o @x --level C --pin-stdin', 2, 'USAGE_WRONG'],
  ['sign @letter.txt -o @x --pin-stdin --confirm-tries few', 2, 'USAGE_WRONG'],
  ['sign @letter.txt -o @letter.txt --pin-stdin', 2, 'USAGE_WRONG'],
  ['sign @letter.txt @letter.txt -o @x --pin-stdin', 2, 'USAGE_WRONG'],
  ['sign @letter.txt -o @away/x --pin-stdin', 3, 'FILE_UNWRITABLE'],
  ['sign @letter.txt -o @x --pin-stdin --data @d --virtual @away', 2, 'VIRTUAL_CARD_UNREADABLE'],
  ['remote add service --client x --data @d', 2, 'USAGE_WRONG'],
  ['remote add service --url http://service.example/ --client x --data @d', 2, 'REMOTE_ADDRESS_UNFIT'],
  ['remote add service --url https://service.example/ --client x --sign-in https://other.example/ --data @d', 2, 'REMOTE_ADDRESS_UNFIT'],
  ['remote remove service --data @d', 2, 'REMOTE_SERVICE_UNKNOWN'],
  ['remote list more', 2, 'USAGE_WRONG'],
  ['verify', 2, 'USAGE_WRONG'],
  ['verify @away', 2, 'FILE_NOT_FOUND'],
  ['verify @', 2, 'FILE_UNREADABLE'],
  ['verify @letter.txt', 2, 'DOCUMENT_UNREADABLE'],
  ['verify @letter.txt --at 5', 2, 'USAGE_WRONG'],
  ['verify @letter.txt --at tomorrow', 2, 'USAGE_WRONG'],
  ['verify @letter.txt --at 2026-02-30', 2, 'USAGE_WRONG'],
  ['verify @letter.txt --at 2026-11-20T25:00:00Z', 2, 'USAGE_WRONG'],
  ['cert show @letter.txt', 2, 'CERTIFICATE_UNREADABLE'],
  ['cert validate @letter.txt', 2, 'CERTIFICATE_UNREADABLE'],
  ['card show --data @d --virtual @away', 2, 'VIRTUAL_CARD_UNREADABLE'],
  ['virtual-card new @card --authority @away --name-kanji a --name-romaji b --registration 1', 2, 'TEST_AUTHORITY_UNREADABLE'],
  ['virtual-card new @card --authority @away', 2, 'TEST_AUTHORITY_UNREADABLE'],
  ['virtual-card serve @away', 2, 'VIRTUAL_CARD_UNREADABLE'],
  ['test-authority tsa @away --port 0', 2, 'TEST_AUTHORITY_UNREADABLE'],
  ['tsa-trust add @letter.txt --data @d', 2, 'CERTIFICATE_UNREADABLE'],
  ['tsa-trust add @letter.txt --accredited --data @d', 2, 'USAGE_WRONG'],
  ['tsa-trust add @letter.txt --source x --data @d', 2, 'USAGE_WRONG'],
  ['tsa-trust add @letter.txt --accredited --source x --as-of yesterday --data @d', 2, 'USAGE_WRONG'],
  ['tsa-trust add @letter.txt --accredited --not-accredited --source x --as-of 2026-04-01 --data @d', 2, 'USAGE_WRONG'],
  ['tsa-trust remove 00 --data @d', 2, 'TSA_ANCHOR_UNKNOWN'],
  ['audit verify --data @away', 2, 'FILE_NOT_FOUND'],
];

describe('a command line that cannot be followed', () => {
  it.each(WRONG)('%s --json: exit status %i and one JSON document with %s', async (args, exit, code) => {
    expect(await run(`${args} --json`)).toBe(exit);
    const { error } = JSON.parse(output) as { error: Record<string, string> };
    expect([error['code'], typeof error['heading'], typeof error['happened'], typeof error['todo']]).toEqual([code, 'string', 'string', 'string']);
  });

  it.each(WRONG)('%s: exit status %i, nothing on standard output, words with %s beside it', async (args, exit, code) => {
    expect(await run(args)).toBe(exit);
    expect({ output, told: diagnostics.includes(code) }).toEqual({ output: '', told: true });
  });
});

it('what an argument brings along steers no terminal', async () => {
  expect(await main(['frobnicate\u{1b}[2J\u{202e}'])).toBe(2);
  expect(diagnostics).toContain('frobnicate\\u{1b}[2J\\u{202e}');
  expect(output + diagnostics).not.toMatch(/[\p{Bidi_Control}]|(?!\n)\p{Cc}/u);
});

describe('help', () => {
  it.each(['', '--help', '-h', 'sign --help', 'audit verify -h'])('hpki %s', async (args) => {
    expect(await main(args === '' ? [] : args.split(' '))).toBe(0);
    expect(output).toContain('hpki ');
  });

  it.each(['--help --json', '--json', 'sign --help --json'])('hpki %s is one JSON document', async (args) => {
    expect(await run(args)).toBe(0);
    expect(Object.keys(JSON.parse(output) as object)).toHaveLength(1);
  });
});
