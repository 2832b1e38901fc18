import { readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { openIntake } from '../../../main/documents/intake.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

let folder: string;
beforeEach(async () => {
  folder = join(await temporaryFolder(), 'intake');
});

describe('documents taken in', () => {
  it('rest in a file of the owner until they are discarded', async () => {
    await using intake = await openIntake(folder);
    const { id, ...facts } = await intake.take('../a.txt', Buffer.from('abc'));
    expect(facts).toEqual({
      name: '_a.txt',
      size: 3,
      sha256: 'BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD',
      kind: 'other',
      signableAs: ['cades'],
      cautions: [],
      failure: null,
      mustBeSeen: false,
    });
    expect((await stat(join(folder, id))).mode & 0o777).toBe(0o600);
    expect(Buffer.from(await intake.find(id).read()).toString()).toBe('abc');
    await intake.discard(id);
    expect(() => intake.find(id)).toThrow('DOCUMENT_UNKNOWN');
    expect(await readdir(folder)).toEqual([]);
  });

  it('are not signed before they were shown, where that is asked', async () => {
    await using intake = await openIntake(folder);
    const [{ id, mustBeSeen }, own] = [await intake.take('a', Buffer.from('abc'), { mustBeSeen: true }), await intake.take('b', Buffer.from('abc'))];
    expect([mustBeSeen, intake.forSigning(own.id).opened.mustBeSeen]).toEqual([true, false]);
    expect(() => intake.forSigning(id)).toThrow('DOCUMENT_NOT_VIEWED');
    intake.shown(id);
    expect(intake.forSigning(id).opened.id).toBe(id);
  });

  it.each(['../desk.sqlite', '..', '.', '', 'not-taken'])('discarding %j, which was not taken in, removes nothing', async (id) => {
    await using intake = await openIntake(folder);
    await writeFile(join(folder, '../desk.sqlite'), 'the store');
    await writeFile(join(folder, 'not-taken'), 'of somebody else');
    await intake.discard(id);
    expect([await readdir(join(folder, '..')), await readdir(folder)]).toEqual([['desk.sqlite', 'intake'], ['not-taken']]);
  });

  it('are gone at the end, and what a crash left is gone at the next start', async () => {
    {
      await using intake = await openIntake(folder);
      await intake.take('a', Buffer.from('abc'));
    }
    expect(await readdir(folder)).toEqual([]);
    await writeFile(join(folder, 'left'), 'patient');
    await using _intake = await openIntake(folder);
    expect(await readdir(folder)).toEqual([]);
  });

  it.each([
    ['a prescription with CR LF', 'SJ1\r\n1,1\r\n', 'PRESCRIPTION_MALFORMED'],
    [
      'a prescription that is signed',
      '<Document><Prescription><PrescriptionSign xmlns="http://www.w3.org/2000/09/xmldsig#"/></Prescription></Document>',
      'PRESCRIPTION_ALREADY_SIGNED',
    ],
    ['a PDF that is none', '%PDF-1.7\n', 'PDF_'],
  ])('%s cannot be signed, and it is said why', async (_what, text, code) => {
    await using intake = await openIntake(folder);
    const { signableAs, failure } = await intake.take('x', Buffer.from(text));
    expect(signableAs).toEqual([]);
    expect(failure?.code).toMatch(new RegExp(`^${code}`));
  });
});
