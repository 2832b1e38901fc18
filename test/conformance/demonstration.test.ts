import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { sampleReferral } from '../../main/demonstration/sample-pdf.ts';
import { describeWith } from '../support/needs.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

describeWith(['pdffonts', 'pdftotext'], 'the sample referral letter', () => {
  it('is a PDF that poppler reads without complaint: its font inside, its text readable and marked as a sample', async () => {
    const file = join(await temporaryFolder(), 'sample.pdf');
    await writeFile(file, await sampleReferral());
    const run = (program: string, ...options: string[]) => execFileSync(program, options, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
    expect(run('pdffonts', file).split('\n')[2]).toMatch(/NotoSansJP-Regular +CID TrueType +Identity-H +yes yes yes/);
    const text = run('pdftotext', '-raw', file, '-').replace(/\s/gu, '');
    expect(['診療情報提供書（見本）', '患者氏名体験太郎', 'TEST'].filter((part) => !text.includes(part))).toEqual([]);
  });
});
