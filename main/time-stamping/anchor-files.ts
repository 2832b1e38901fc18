import { readdir, readFile, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { type Certificate, parseCertificate } from '../../pki/certificate/certificate.ts';
import { anchorFromCertificate } from '../../pki/trust-store/anchor.ts';
import type { TsaAnchor } from '../../pki/trust.ts';
import { isoTime } from '../api/schema/common.ts';
import { accreditation, type TsaAnchorView } from '../api/schema/time-stamping.ts';
import { fileFault } from '../errors.ts';
import { makePrivateFolder } from '../store/data-folder.ts';
import { replaceFile } from '../store/write-new-file.ts';
import { certificateFacts } from './certificate.ts';

const FORMAT = 'hpki-desk-tsa-anchor/1';

const anchorFile = z.object({
  format: z.literal(FORMAT),
  certificate: z.base64(),
  name: z.string(),
  importedAt: isoTime,
  accreditation: accreditation.nullable(),
});

/** An anchor of time stamps as it rests in the data folder. */
export interface ImportedAnchor {
  readonly certificate: Certificate;
  readonly name: string;
  readonly importedAt: string;
  readonly accreditation: TsaAnchor['accreditation'];
}

const fileOf = (folder: string, sha256: string): string => join(folder, `${sha256}.json`);

/** Imported anchors, oldest first. What lies in the folder and is none, or has another certificate than its name says, counts for nothing. */
export async function readTsaAnchors(folder: string): Promise<ImportedAnchor[]> {
  const names = await readdir(folder).catch(() => []);
  const found = await Promise.all(names.map((name) => readAnchor(folder, name).catch(() => null)));
  return found.filter((anchor) => anchor !== null).sort((a, b) => a.importedAt.localeCompare(b.importedAt) || a.name.localeCompare(b.name));
}

async function readAnchor(folder: string, name: string): Promise<ImportedAnchor | null> {
  const { certificate: base64, format: _, ...record } = anchorFile.parse(JSON.parse(await readFile(join(folder, name), 'utf8')));
  const certificate = parseCertificate(Buffer.from(base64, 'base64'));
  return fileOf(folder, certificate.sha256) === join(folder, name) ? { ...record, certificate } : null;
}

/** Writes an anchor, in place of an earlier one of the same certificate. @throws AppError FILE_UNWRITABLE */
export async function writeTsaAnchor(folder: string, { certificate, ...record }: ImportedAnchor): Promise<void> {
  await makePrivateFolder(folder);
  const file: z.infer<typeof anchorFile> = { format: FORMAT, ...record, certificate: Buffer.from(certificate.der).toString('base64') };
  await replaceFile(fileOf(folder, certificate.sha256), Buffer.from(`${JSON.stringify(file, null, 2)}\n`));
}

/** @throws AppError FILE_UNWRITABLE */
export const deleteTsaAnchor = (folder: string, sha256: string): Promise<void> =>
  unlink(fileOf(folder, sha256)).catch(fileFault('FILE_UNWRITABLE', fileOf(folder, sha256)));

/** The anchor as verification takes it. */
export const tsaAnchorOf = ({ certificate, accreditation: record }: Pick<ImportedAnchor, 'certificate' | 'accreditation'>): TsaAnchor => ({
  ...anchorFromCertificate(certificate.der, { test: false }),
  accreditation: record,
});

/** The anchor as screens and command line show it. */
export const anchorView = ({ certificate, name, importedAt, accreditation: record }: ImportedAnchor): TsaAnchorView => ({
  ...certificateFacts(certificate),
  name,
  importedAt,
  accreditation: record,
});
