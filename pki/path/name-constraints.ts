import { isIP } from 'node:net';
import type { Certificate } from '../certificate/certificate.ts';
import type { GeneralName } from '../certificate/general-name.ts';
import { ATTRIBUTE, attributeValue, isWithin, sameName } from '../certificate/name.ts';
import type { PathFault } from './fault.ts';

/**
 * Whether every name of the path lies in the name spaces that the authorities above it permit and outside those that they exclude
 * (RFC 5280 sections 4.2.1.10 and 6.1.3 (b), (c)). A constraint on a kind of name that is not understood refuses the path.
 */
export function checkNameConstraints(certificates: readonly Certificate[]): PathFault[] {
  return certificates.flatMap((certificate, index) => {
    const isSelfIssued = index > 0 && sameName(certificate.subject, certificate.issuer);
    const constraints = isSelfIssued ? [] : certificates.slice(index + 1).flatMap(({ nameConstraints }) => nameConstraints ?? []);
    const names = constraints.length > 0 ? namesOf(certificate) : [];
    const allowed = constraints.every(({ permitted, excluded }) =>
      names.every((name) => isPermitted(name, permitted) && !isExcluded(name, excluded)),
    );
    return allowed ? [] : [{ code: 'NAME_NOT_PERMITTED', certificate }];
  });
}

/** Subject and alternative names; the subject's mail address only where no alternative one takes its place. */
function namesOf({ subjectName, subjectAltNames }: Certificate): GeneralName[] {
  const directory: GeneralName[] = subjectName.relativeNames.length > 0 ? [{ kind: 'directory', name: subjectName }] : [];
  const address = subjectAltNames.some(({ kind }) => kind === 'email') ? null : attributeValue(subjectName, ATTRIBUTE.EMAIL_ADDRESS);
  return [...directory, ...(address === null ? [] : [{ kind: 'email', text: address } as const]), ...subjectAltNames];
}

function isPermitted(name: GeneralName, permitted: readonly GeneralName[]): boolean {
  const bases = permitted.filter((base) => isSameKind(base, name));
  return bases.length === 0 || bases.some((base) => isInside(name, base) === true);
}

const isExcluded = (name: GeneralName, excluded: readonly GeneralName[]): boolean =>
  excluded.filter((base) => isSameKind(base, name)).some((base) => isInside(name, base) !== false);

const isSameKind = (a: GeneralName, b: GeneralName): boolean => a.kind === b.kind && (a.kind !== 'other' || a.tag === (b as typeof a).tag);

/** `null` where that cannot be told, which is neither permitted nor free of exclusion. */
function isInside(name: GeneralName, base: GeneralName): boolean | null {
  if (name.kind === 'directory' && base.kind === 'directory') return isWithin(name.name, base.name);
  if (name.kind === 'other' || base.kind === 'other' || name.kind === 'directory' || base.kind === 'directory') return null;
  return TEXT_RULES[name.kind](name.text, base.text);
}

type TextRule = (name: string, base: string) => boolean | null;

/** Mailboxes, host names and the hosts of URIs; a base that begins with a full stop means what lies below that domain. */
const TEXT_RULES: Readonly<Record<'email' | 'dns' | 'uri', TextRule>> = {
  dns: (name, base) => base === '' || sameHost(name, base) || isBelow(name, `.${base}`),
  email: (name, base) => {
    const [local, host, ...rest] = name.split('@');
    if (!local || !host || rest.length > 0) return null;
    const [baseLocal, baseHost] = base.split('@');
    return baseHost === undefined ? isAtHost(host, base) : local === baseLocal && sameHost(host, baseHost);
  },
  uri: (name, base) => {
    const host = URL.parse(name)?.hostname;
    return !host || isIP(host) || host.startsWith('[') ? null : isAtHost(host, base);
  },
};

const sameHost = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();
const isBelow = (host: string, domain: string): boolean => host.toLowerCase().endsWith(domain.toLowerCase());
const isAtHost = (host: string, base: string): boolean => (base.startsWith('.') ? isBelow(host, base) : sameHost(host, base));
