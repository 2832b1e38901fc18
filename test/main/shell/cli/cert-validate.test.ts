import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Invocation } from '../../../../main/shell/cli/command.ts';
import { command } from '../../../../main/shell/cli/commands/cert-validate.ts';
import { hpki } from '../../../support/command-line.ts';
import { type PkitsCase, pkitsIn } from '../../../support/pkits.ts';
import { withCorpus } from '../../../support/shared-data.ts';

/** A day on which all that must be valid is. */
const AT = '2022-05-01T00:00:00Z';

withCorpus('pkits', (folder) => {
  const suite = pkitsIn(folder);
  const certificate = (name: string): string => join(folder, 'certs', name);
  const list = (name: string): string => join(folder, 'crls', name);

  const filesOf = ({ other_certs = [], crls = [] }: PkitsCase) => ({
    trust: [certificate('TrustAnchorRootCertificate.crt')],
    chain: other_certs.map(certificate),
    crl: [...crls, 'TrustAnchorRootCRL.crl'].map(list),
  });
  const flagsOf = ({ params = {} }: PkitsCase) => ({
    'explicit-policy': params.initial_explicit_policy === true,
    'inhibit-policy-mapping': params.initial_policy_mapping_inhibit === true,
    'inhibit-any-policy': params.initial_any_policy_inhibit === true,
  });
  const policiesOf = ({ params = {} }: PkitsCase): string[] => [...(params.user_initial_policy_set ?? [])];

  it.each(suite.cases.map((example) => [example.id, example.name, example] as const))(
    'hpki cert validate answers %s %s',
    async (_id, _name, example) => {
      const invocation: Invocation = {
        positionals: [certificate(example.cert)],
        options: { ...filesOf(example), ...flagsOf(example), policy: policiesOf(example), at: AT },
        language: 'en',
        signal: new AbortController().signal,
        say: () => {},
      };
      const { exit, json } = await command.run(invocation);
      const valid = example.error === undefined;
      expect([exit, (json as { valid: boolean }).valid]).toEqual([valid ? 0 : 1, valid]);
    },
  );

  it.each([
    ['40101', 0, { valid: true, reason: null }],
    ['40403', 1, { valid: false, reason: 'REVOKED' }],
    ['41008', 1, { valid: false, reason: 'POLICY_NOT_VALID' }],
    ['41428', 0, { valid: true, reason: null }],
  ])('as a process: case %s', async (id, exit, answer) => {
    const example = suite.cases.find((each) => each.id === id)!;
    const named = Object.entries({ ...filesOf(example), policy: policiesOf(example) }).flatMap(([option, values]) =>
      values.flatMap((value) => [`--${option}`, value]),
    );
    const flags = Object.entries(flagsOf(example)).flatMap(([option, isSet]) => (isSet ? [`--${option}`] : []));
    const result = await hpki(['cert', 'validate', certificate(example.cert), ...named, ...flags, '--at', AT]);
    expect(result.exit).toBe(exit);
    expect(result.json).toMatchObject(answer);
  });
});

it.each(['abc', '1.2.x', '3.1', '1..2', ''])('a policy that is no object identifier is wrong usage: %j', async (policy) => {
  const run = command.run({
    positionals: ['absent.cer'],
    options: { policy: [policy] },
    language: 'en',
    signal: new AbortController().signal,
    say: () => {},
  });
  await expect(run).rejects.toMatchObject({ code: 'USAGE_WRONG' });
});
