import { isIP } from 'node:net';
import type { GeneralName } from '../certificate/general-name.ts';
import { isWithin } from '../certificate/name.ts';

/**
 * Whether a name lies in the subtree of a base of the same kind (RFC 5280 section 4.2.1.10); `null` where that cannot be told, which is neither
 * permitted nor free of exclusion.
 */
export function isInSubtree(name: GeneralName, base: GeneralName): boolean | null {
  if (name.kind === 'directory' && base.kind === 'directory') return isWithin(name.name, base.name);
  if (name.kind === 'ip' && base.kind === 'ip') return isAddressIn(name.octets, base.octets);
  if (name.kind === 'dns' && base.kind === 'dns') return isHostIn(name.text, base.text);
  if (name.kind === 'email' && base.kind === 'email') return isMailboxIn(name.text, base.text);
  if (name.kind === 'uri' && base.kind === 'uri') return isUriIn(name.text, base.text);
  return null;
}

/** Labels of letters, digits, hyphens and underscores, the first may be a wildcard; no full stop at the end. */
const HOST = /^(?:\*\.)?(?:[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?\.)*[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?$/i;
/** Longest name of the domain name system. */
const MAX_HOST = 253;
const isHost = (text: string): boolean => text.length <= MAX_HOST && HOST.test(text) && !isIP(text);

/** A host and all below it; a base that begins with a full stop means what lies below only. An empty base is every host. */
function isHostIn(name: string, base: string): boolean | null {
  if (base === '') return true;
  const host = name.toLowerCase();
  const domain = base.toLowerCase();
  const root = domain.startsWith('.') ? domain.slice(1) : domain;
  if (!isHost(host) || !isHost(root)) return null;
  if (host.startsWith('*.') && `.${root}`.endsWith(host.slice(1)) && root !== host.slice(2)) return null;
  return (host === domain && root === domain) || host.endsWith(`.${root}`);
}

/** Exactly that host, or what lies below a domain that is written with a full stop before it. */
function isAtHost(host: string, base: string): boolean | null {
  if (base === '') return true;
  const root = base.startsWith('.') ? base.slice(1) : base;
  if (!isHost(host) || !isHost(root)) return null;
  return base.startsWith('.') ? host.toLowerCase().endsWith(base.toLowerCase()) : host.toLowerCase() === base.toLowerCase();
}

/** A mailbox, all mailboxes of a host, or those of the hosts below a domain. The local part counts letter for letter. */
function isMailboxIn(name: string, base: string): boolean | null {
  if (base === '') return true;
  const [local, host] = cutAtLast(name, '@');
  if (!local || !host) return null;
  const [baseLocal, baseHost] = cutAtLast(base, '@');
  const isAt = isAtHost(host, baseHost);
  if (baseLocal === null) return isAt;
  if (isAt !== true || baseHost.startsWith('.')) return isAt === false ? false : null;
  return /["\\]/.test(local + baseLocal) ? null : local === baseLocal;
}

function cutAtLast(text: string, separator: string): [string | null, string] {
  const at = text.lastIndexOf(separator);
  return at < 0 ? [null, text] : [text.slice(0, at), text.slice(at + 1)];
}

/** Host of a URI with an authority; anything that programs read in different ways has none. */
const URI = /^[a-z][a-z0-9+.-]*:\/\/(?:[a-z0-9._~!$&'()*+,;=:%-]*@)?([a-z0-9._-]+)(?::\d*)?(?:[/?#]|$)/i;

/** Only the host counts; a URI without one, or with an address in its place, cannot be told. */
const isUriIn = (name: string, base: string): boolean | null => {
  const host = URI.exec(name)?.[1];
  return host ? isAtHost(host, base) : null;
};

/** An address in a range, given as address and mask of the same family; an address of the other family is outside. */
function isAddressIn(name: Uint8Array, range: Uint8Array): boolean | null {
  const size = range.length / 2;
  if (!(name.length === 4 || name.length === 16) || !(size === 4 || size === 16) || !isPrefixMask(range.subarray(size))) return null;
  return name.length === size && name.every((octet, index) => ((octet ^ range[index]!) & range[size + index]!) === 0);
}

/** Ones, then zeros (RFC 4632). */
const isPrefixMask = (mask: Uint8Array): boolean => /^1*0*$/.test([...mask].map((octet) => octet.toString(2).padStart(8, '0')).join(''));
