import { spawnSync } from 'node:child_process';

/** What pdfsig (poppler) says of one signature. It names document time stamps, and does not check them. */
export interface PdfsigAnswer {
  readonly field: string;
  /** SubFilter, or `unknown`. */
  readonly form: string;
  readonly valid: boolean;
  /** In its own words. */
  readonly validation: string;
  readonly total: boolean;
}

/** Its answer about every signature of a file, in the order of the form; fields that are empty are left out. */
export function pdfsig(file: string): PdfsigAnswer[] {
  const { stdout } = spawnSync('pdfsig', ['-nocert', file], { encoding: 'utf8' });
  return stdout
    .split(/Signature #\d+:/)
    .slice(1)
    .filter((part) => !part.includes('The signature form field is not signed.'))
    .map((part) => {
      const find = (pattern: RegExp): string => pattern.exec(part)?.[1] ?? '';
      const validation = find(/Signature Validation: (.*)/);
      return {
        field: find(/Signature Field Name: (.*)/),
        form: find(/Signature Type: (\S+)/),
        valid: validation === 'Signature is Valid.',
        validation,
        total: find(/((?:Not t|T)otal) document signed/) === 'Total',
      };
    });
}
