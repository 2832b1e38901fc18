import { readdir, readFile, writeFile } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { VirtualReaderService } from '../../../card/transports/virtual/virtual-reader-service.ts';
import { createApplication } from '../../../main/api/serve.ts';
import { writeZip } from '../../../main/archive/write-zip.ts';
import type { Application } from '../../../main/application.ts';
import { readZip } from '../../../main/archive/read-zip.ts';
import { MANIFEST, MANIFEST_SIGNATURE, writeManifest } from '../../../main/letters/package/manifest.ts';
import { sha256 } from '../../../main/documents/sha256.ts';
import type { NamedBytes } from '../../../main/named-bytes.ts';
import { completeForm } from '../../support/letters.ts';
import { SAMPLE_CSV } from '../../support/prescription.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { desk, insertAndRead, order, progressOf } from '../support/desk.ts';

const PNG = { name: 'x/../ecg.png', bytes: new Uint8Array(Buffer.from('89504e470d0a1a0a00', 'hex')) };

async function withDesk(work: (application: Application) => Promise<void>): Promise<void> {
  const options = { shell: 'browser', pinDesk: { ask: async () => null }, readers: new VirtualReaderService() } as const;
  await using made = await createApplication({ ...options, dataFolder: await temporaryFolder() });
  await work(made.application);
}

/** What is said of a package that came. */
const came = async ({ letters }: Application, files: readonly NamedBytes[]) => letters.openReceived((await letters.receive(files)).id);

/** Enters a file as if a card had signed it: what the register holds is all that counts here. */
const enter = async ({ register }: Application, source: { name: string; sha256: string }, format: 'pades' | 'cades' | 'eps', bytes: Uint8Array) =>
  register.add({
    ...{ sourceName: source.name, sourceSha256: source.sha256, format, level: 'B', signerName: '見本　花子', certificateSha256: '', test: true },
    ...{ extendedFrom: null, subject: 'CN=x' },
    write: async (path) => {
      await writeFile(path, bytes);
      return null;
    },
  });

it('a letter is kept sealed, goes to signing once under one number, and under another after a change', () =>
  withDesk(async (application) => {
    const { letters, store } = application;
    const { id } = await letters.create();
    await expect(letters.toSigning(id)).rejects.toMatchObject({ code: 'REFERRAL_INCOMPLETE' });
    await letters.save(id, completeForm());
    await letters.attach(id, PNG);
    await letters.attach(id, PNG);
    expect((await letters.open(id)).attachments.map(({ name }) => name)).toEqual(['x_.._ecg.png', 'x_.._ecg (2).png']);
    const first = await letters.toSigning(id);
    expect(await letters.toSigning(id)).toMatchObject({ sha256: first.sha256, cautions: [], failure: null });
    expect(await letters.open(id)).toMatchObject({ stage: 'to-sign', identifier: '1312345678^2026^00000001', bundle: { problems: [] } });
    await letters.save(id, completeForm({ remarks: '追記' }));
    expect(await letters.open(id)).toMatchObject({ stage: 'draft', identifier: null });
    await letters.toSigning(id);
    expect((await letters.open(id)).identifier).toBe('1312345678^2026^00000002');
    const kept = JSON.stringify(await store.db.selectFrom('letter').selectAll().execute());
    expect(kept).not.toContain('検証');
    await letters.remove(id);
    await expect(letters.open(id)).rejects.toMatchObject({ code: 'REFERRAL_UNKNOWN' });
    expect(await store.db.selectFrom('letter_attachment').selectAll().execute()).toEqual([]);
  }));

it('is packed only with both signatures, and the package is what its manifest says', () =>
  withDesk(async (application) => {
    const { letters, intake } = application;
    const { id } = await letters.create();
    await letters.save(id, completeForm());
    await letters.attach(id, PNG);
    await expect(letters.manifestToSigning(id)).rejects.toMatchObject({ code: 'REFERRAL_NOT_SIGNED' });
    const pdf = await letters.toSigning(id);
    await enter(application, pdf, 'pades', await intake.find(pdf.id).read());
    expect((await letters.open(id)).stage).toBe('signed');
    await expect(letters.zip(id)).rejects.toMatchObject({ code: 'REFERRAL_NOT_SIGNED' });
    const manifest = await letters.manifestToSigning(id);
    expect((await letters.open(id)).stage).toBe('manifest-to-sign');
    await enter(application, manifest, 'cades', new Uint8Array([0x30, 0]));
    expect((await letters.list())[0]).toMatchObject({ stage: 'packed' });
    const { bytes } = await letters.zip(id);
    expect((await readdir(await letters.folder(id))).toSorted()).toEqual(
      expect.arrayContaining(['attachments', 'manifest.json', 'manifest.json.p7s', 'referral.fhir.json']),
    );

    // The bytes that stand for a signature are none.
    expect(await came(application, [{ name: 'in.zip', bytes }])).toMatchObject({ whole: false, manifest: null });
    const files = readZip(bytes, { files: 20, bytes: 1e7 }).filter(({ name }) => name !== 'manifest.json.p7s');
    const without = await came(application, [{ name: 'in.zip', bytes: writeZip(files, new Date()) }]);
    expect(without).toMatchObject({ whole: true, manifest: null, problems: [], form: completeForm() });
    const changed = files.map((file) => (file.name.startsWith('attachments/') ? { ...file, bytes: new Uint8Array([1]) } : file));
    expect(await came(application, [{ name: 'in.zip', bytes: writeZip(changed, new Date()) }])).toMatchObject({ whole: false });
    expect(
      await came(application, [{ name: 'in.zip', bytes: writeZip([...files, { name: 'more.txt', bytes: new Uint8Array([1]) }], new Date()) }]),
    ).toMatchObject({ whole: false });

    const reply = await letters.reply(without.id);
    expect(reply.form).toMatchObject({
      kind: 'reply',
      addressee: { institution: '見本内科クリニック', doctor: '見本　花子' },
      sender: { institution: '見本大学附属病院' },
      patient: { name: '検証　一郎', number: '' },
      answers: { date: '2026-11-30', institution: '見本内科クリニック', identifier: '1312345678^2026^00000001' },
    });
  }));

it('a document with a valid signature of its own is no signature of the manifest', async () => {
  await using program = await desk(['1234']);
  await insertAndRead(program);
  const document = await program.client.documents.open({ file: new File(['<letter/>'], 'x.xml') });
  const [progress] = (await progressOf(await program.client.signing.sign(order([document])))).slice(-1);
  const bytes = await readFile(progress!.items[0]!.entry!.outputPath);
  expect(await program.client.verification.verify({ file: new File([bytes], 'x.xml') })).toMatchObject({ conclusion: 'TOTAL-PASSED' });
  const files = [
    { name: MANIFEST, bytes: writeManifest([], null, '2026-11-30T00:00:00Z') },
    { name: MANIFEST_SIGNATURE, bytes },
  ];
  expect(await came(program.application, files)).toMatchObject({ whole: false, manifest: null });
});

it('what was made last stands, whatever year its number is of', () =>
  withDesk(async ({ letters }) => {
    const { id } = await letters.create();
    await letters.save(id, completeForm({ date: '2027-01-04' }));
    await letters.toSigning(id);
    await setTimeout(5);
    await letters.save(id, completeForm({ date: '2026-12-28' }));
    await letters.toSigning(id);
    expect(await letters.open(id)).toMatchObject({ stage: 'to-sign', identifier: '1312345678^2026^00000001' });
    expect(await letters.list()).toMatchObject([{ stage: 'to-sign' }]);
  }));

it('a prescription is offered as it was signed, not as its file is now', () =>
  withDesk(async (application) => {
    const entry = await enter(application, { name: 'x.csv', sha256: sha256(SAMPLE_CSV) }, 'eps', SAMPLE_CSV);
    expect(await application.letters.prescriptions()).toMatchObject([{ entry: entry.id }]);
    const changed = Buffer.from(SAMPLE_CSV).toString('latin1').replace('13,19800131', '13,19800130');
    await writeFile(entry.outputPath, changed, 'latin1');
    expect(await application.letters.prescriptions()).toEqual([]);
  }));

it('of a package that came a copy lies open only while it is shown, and none once it is removed', () =>
  withDesk(async ({ letters, intake, store }) => {
    const copies = () => readdir(store.folder.intake);
    const files = [{ name: 'letter.pdf', bytes: new Uint8Array(Buffer.from('%PDF-1.7')) }];
    const { id } = await letters.receive(files);
    expect(await copies()).toEqual([]);
    const [first, second] = [await letters.openReceived(id), await letters.openReceived(id)];
    expect((await copies()).sort()).toEqual([first.document!.id, second.document!.id].sort());
    await intake.discard(first.document!.id);
    await letters.removeReceived(id);
    expect(await copies()).toEqual([]);
  }));

it('a package that came is removed with its key and all that was in it', () =>
  withDesk(async ({ letters, store, audit }) => {
    const { id } = await letters.receive([{ name: 'x.txt', bytes: new Uint8Array(Buffer.from('検証')) }]);
    const { person } = await store.db.selectFrom('letter_received').select('person').executeTakeFirstOrThrow();
    await letters.removeReceived(id);
    await expect(letters.openReceived(id)).rejects.toMatchObject({ code: 'REFERRAL_UNKNOWN' });
    await expect(letters.removeReceived(id)).rejects.toMatchObject({ code: 'REFERRAL_UNKNOWN' });
    expect(await store.db.selectFrom('letter_received').selectAll().execute()).toEqual([]);
    expect(await store.db.selectFrom('person').select('wrapped_key').where('id', '=', person).execute()).toEqual([{ wrapped_key: null }]);
    expect((await audit.list(null, 5)).map(({ action }) => action)).toContain('referral.received-removed');
  }));

it.each([
  ['a program', 'x.exe', 'MZ'],
  ['text', 'x.txt', 'abc'],
  ['a table with control characters', 'x.csv', 'a\u0000b'],
  ['a picture by its name alone', 'x.png', 'abc'],
])('%s is no attachment', (_what, name, content) =>
  withDesk(async ({ letters }) => {
    const { id } = await letters.create();
    await expect(letters.attach(id, { name, bytes: new Uint8Array(Buffer.from(content)) })).rejects.toMatchObject({
      code: 'REFERRAL_ATTACHMENT_REFUSED',
    });
  }),
);

it('a phrase of a field is kept once, and the sender for the next letter', () =>
  withDesk(async ({ letters }) => {
    await letters.phrases.add({ field: 'purpose', text: '精査のお願い' });
    await letters.phrases.add({ field: 'purpose', text: '精査のお願い' });
    expect(await letters.phrases.list()).toMatchObject([{ field: 'purpose', text: '精査のお願い' }]);
    await letters.setOptions({ sender: completeForm().sender, joiner: '-' });
    expect((await letters.create()).form.sender.doctor).toBe('見本　花子');
  }));
