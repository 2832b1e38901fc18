import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { OpenedDocument, RegisterEntry } from '../../api/schema/document.ts';
import { writeZip } from '../../archive/write-zip.ts';
import { safeName } from '../../documents/names.ts';
import { AppError, fileFault } from '../../errors.ts';
import type { NamedBytes } from '../../named-bytes.ts';
import { writeNewFile } from '../../store/write-new-file.ts';
import { fileName } from '../form/file-name.ts';
import type { LetterParts } from '../parts.ts';
import { standingIssue } from '../standing.ts';
import type { Issue } from '../store/issues.ts';
import { signedOf } from '../store/signed-of.ts';
import { MANIFEST, type PackedFile, readManifest, writeManifest } from './manifest.ts';
import { packageOf, packedFiles } from './pack.ts';

/** A signed letter on its way out. All throw AppError REFERRAL_NOT_SIGNED where a signature that is needed is not there yet. */
export interface Packing {
  /** Takes in the manifest of the package, to be signed beside it. */
  manifestToSigning(id: string): Promise<OpenedDocument>;
  /** The package as one archive. */
  zip(id: string): Promise<NamedBytes>;
  /** Writes the package as a folder. @returns its path @throws AppError FILE_UNWRITABLE */
  folder(id: string): Promise<string>;
}

export function packing(parts: LetterParts): Packing {
  const { store, audit, intake, register, drafts, attachments, issues } = parts;
  const notSigned = (id: string) => new AppError('REFERRAL_NOT_SIGNED', { id });

  async function issueOf(id: string): Promise<Issue> {
    const issue = await standingIssue(parts, await drafts.find(id), await issues.newest(id));
    if (!issue) throw notSigned(id);
    return issue;
  }

  async function filesOf(issue: Issue, entry: RegisterEntry): Promise<readonly PackedFile[]> {
    const { bytes } = await register.read(entry.id);
    return packedFiles({ letter: { name: entry.outputName, bytes }, bundle: issue.bundle, attachments: await attachments.files(issue.letter) });
  }

  async function packed(id: string): Promise<{ readonly issue: Issue; readonly files: readonly NamedBytes[] }> {
    const issue = await issueOf(id);
    const manifest = await issues.manifest(issue);
    const signature = issue.manifestSha256 === null ? null : await signedOf(parts, issue.manifestSha256, 'cades');
    if (!manifest || !signature) throw notSigned(id);
    // The PDF that the manifest names, whatever was made of it since.
    const named =
      readManifest(manifest)
        ?.files.find(({ role }) => role === 'letter')
        ?.sha256.toUpperCase() ?? null;
    const entry = await signedOf(parts, issue.pdfSha256, 'pades', named);
    if (!entry) throw notSigned(id);
    const files = await filesOf(issue, entry);
    if (!Buffer.from(manifest).equals(writeManifest(files, issue.identifier, issue.at))) throw notSigned(id);
    const { bytes } = await register.read(signature.id);
    await audit.record({ action: 'referral.packed', facts: { letter: id, manifest: issue.manifestSha256 } });
    return { issue, files: packageOf(files, manifest, bytes) };
  }

  return {
    async manifestToSigning(id) {
      const issue = await issueOf(id);
      const entry = await signedOf(parts, issue.pdfSha256, 'pades');
      if (!entry) throw notSigned(id);
      const manifest = writeManifest(await filesOf(issue, entry), issue.identifier, issue.at);
      const opened = await intake.take(MANIFEST, manifest);
      await issues.keepManifest(issue, manifest, opened.sha256);
      return opened;
    },
    async zip(id) {
      const { issue, files } = await packed(id);
      return { name: fileName(issue.form, 'zip'), bytes: writeZip(files, new Date(issue.at)) };
    },
    async folder(id) {
      const { issue, files } = await packed(id);
      const moment = store.now().toISOString().slice(0, 19).replaceAll(/[-:T]/g, '');
      const root = join(store.folder.packages, safeName(`${fileName(issue.form, 'd').slice(0, -'.d'.length)}_${moment}`));
      for (const { name, bytes } of files) {
        const path = join(root, ...name.split('/'));
        await mkdir(dirname(path), { recursive: true, mode: 0o700 }).catch(fileFault('FILE_UNWRITABLE', path));
        await writeNewFile(path, bytes);
      }
      return root;
    },
  };
}
