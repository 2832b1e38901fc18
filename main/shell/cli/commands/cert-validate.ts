import { parseCertificate } from '../../../../pki/certificate/certificate.ts';
import { derOf } from '../../../../pki/encoding/pem.ts';
import { validateCertificate } from '../../../../pki/path/validate-certificate.ts';
import { validatePath } from '../../../../pki/path/validate-path.ts';
import { parseCrl } from '../../../../pki/revocation/crl.ts';
import { anchorFromCertificate } from '../../../../pki/trust-store/anchor.ts';
import { productionTrust } from '../../../../pki/trust-store/production-trust.ts';
import { AppError } from '../../../errors.ts';
import { hasWords, words } from '../../../words/words.ts';
import { type Command, EXIT, flag, texts } from '../command.ts';
import { readNamedFile, readObjects, timeOption } from '../input.ts';

/** An object identifier in figures. */
const OID = /^[0-2](\.(0|[1-9]\d*))+$/;

const many = { type: 'string', multiple: true } as const;

export const command: Command = {
  usage:
    'cert validate CERT [--trust FILE|DIR]... [--chain FILE|DIR]... [--crl FILE|DIR]... [--at ISO8601] [--policy OID]... [--explicit-policy] [--inhibit-policy-mapping] [--inhibit-any-policy] [--no-revocation]',
  options: {
    trust: many,
    chain: many,
    crl: many,
    policy: many,
    at: { type: 'string' },
    'explicit-policy': { type: 'boolean' },
    'inhibit-policy-mapping': { type: 'boolean' },
    'inhibit-any-policy': { type: 'boolean' },
    'no-revocation': { type: 'boolean' },
  },
  positionals: { min: 1, max: 1 },
  run: async (invocation) => {
    const given = await readObjects(invocation, 'trust', (der) => anchorFromCertificate(der, { test: false }));
    const policies = texts(invocation, 'policy');
    const wrong = policies.find((policy) => !OID.test(policy));
    if (wrong !== undefined) throw new AppError('USAGE_WRONG', { note: `--policy ${wrong}` });
    const input = {
      certificate: parseCertificate(derOf(await readNamedFile(invocation.positionals[0] ?? ''))),
      candidates: await readObjects(invocation, 'chain', parseCertificate),
      anchors: texts(invocation, 'trust').length > 0 ? given : productionTrust().anchors,
      at: timeOption(invocation),
      ...(policies.length > 0 ? { initialPolicies: policies } : {}),
      explicitPolicy: flag(invocation, 'explicit-policy'),
      inhibitPolicyMapping: flag(invocation, 'inhibit-policy-mapping'),
      inhibitAnyPolicy: flag(invocation, 'inhibit-any-policy'),
    };
    const crls = await readObjects(invocation, 'crl', parseCrl);
    const result = flag(invocation, 'no-revocation') ? validatePath(input) : validateCertificate({ ...input, crls });
    const path = result.path.map((certificate) => certificate.subject);
    const say = words(invocation.language);
    const reason = `report.evidence.reason.values.${result.reason}`;
    const why = hasWords(invocation.language, reason) ? `${say(reason)} [${result.reason}]` : (result.reason ?? '');
    return {
      exit: result.valid ? EXIT.done : EXIT.negative,
      json: { valid: result.valid, reason: result.reason, path, policies: result.policies },
      text: result.valid ? say('cli.path-valid', { path: path.join(' ← ') }) : say('cli.path-invalid', { reason: why }),
    };
  },
};
