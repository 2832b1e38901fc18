import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One case of the NIST test suite as `pkits.json` has it; `error` marks those that must fail. */
export interface PkitsCase {
  readonly id: string;
  readonly name: string;
  readonly cert: string;
  readonly other_certs?: readonly string[];
  readonly crls?: readonly string[];
  readonly error?: object;
  readonly params?: {
    readonly user_initial_policy_set?: readonly string[];
    readonly initial_explicit_policy?: boolean;
    readonly initial_policy_mapping_inhibit?: boolean;
    readonly initial_any_policy_inhibit?: boolean;
  };
}

/** The suite in a folder: its cases and its files. */
export function pkitsIn(folder: string) {
  return {
    cases: JSON.parse(readFileSync(join(folder, 'pkits.json'), 'utf8')) as readonly PkitsCase[],
    certificate: (name: string): Uint8Array => readFileSync(join(folder, 'certs', name)),
    crl: (name: string): Uint8Array => readFileSync(join(folder, 'crls', name)),
  };
}
