import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createVirtualCardImage } from '../../../../card/virtual/create.ts';
import { loadVirtualCardImage, saveVirtualCardImage } from '../../../../card/virtual/folder.ts';
import { createTestAuthority } from '../../../../pki/test-authority/create.ts';
import { PROGRAM } from '../../../support/command-line.ts';
import { LOOPBACK_ONLY } from '../../../support/loopback-only.ts';
import { describeWith } from '../../../support/needs.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { FACE } from '../../../support/virtual-cards.ts';

/** Runs a program on a terminal of its own, of which standard input and output here are keys and screen. */
const ON_TERMINAL = 'import os, pty, sys; sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))';
const PROMPT = 'tries left: ';

describeWith(['python3'], 'on a real terminal', () => {
  it('what was typed ahead spends no try, and the PIN is what is typed to the prompt', async () => {
    const folder = await temporaryFolder();
    const at = (name: string) => join(folder, name);
    const now = new Date();
    const pair = await (await createTestAuthority({ now })).issueCertificates({ ...FACE, withKanji: false }, now);
    await saveVirtualCardImage(at('card'), createVirtualCardImage({ profile: 'jma', interface: 'contact', face: FACE, pin: '1234', ...pair }));
    await writeFile(at('a.txt'), 'a');
    await mkdir(at('out'));
    const sign = ['sign', at('a.txt'), '-o', at('out'), '--format', 'cades', '--virtual', at('card'), '--data', at('data'), '--lang', 'en'];
    const child = spawn('python3', ['-c', ON_TERMINAL, process.execPath, PROGRAM, ...sign], { env: { ...process.env, ...LOOPBACK_ONLY } });
    const ended = once(child, 'exit');
    child.stdin.write('9999\rexit\n99');
    let screen = '';
    for await (const piece of child.stdout) {
      const before = screen.includes(PROMPT);
      screen += String(piece);
      if (!before && screen.includes(PROMPT)) child.stdin.write('1234\r');
    }
    expect([await ended, screen.split(PROMPT).length], screen).toEqual([[0, null], 2]);
    expect((await loadVirtualCardImage(at('card'))).applications.map(({ tries }) => tries)).toEqual([15, 15]);
  });
});
