import type { Settings } from '../api/schema/application.ts';
import type { Fact, Facts } from '../audit/actions.ts';
import { withoutSecrets } from '../../pki/network/hosts.ts';

type Values = { readonly [name: string]: Fact | readonly Fact[] | Values };

/** What the audit log keeps of changed settings: one fact for each value, and no password of a proxy. */
export function auditedSettings(changed: Partial<Settings>): Facts {
  const { network } = changed;
  const open = network && { ...network, proxy: { ...network.proxy, url: withoutSecrets(network.proxy.url) } };
  return Object.fromEntries(flat({ ...(changed as Values), ...(open && { network: open }) }));
}

const flat = (values: Values, path = ''): (readonly [string, Fact])[] =>
  Object.entries(values).flatMap(([name, value]): (readonly [string, Fact])[] => {
    if (Array.isArray(value)) return [[`${path}${name}`, value.join(', ')]];
    return value !== null && typeof value === 'object' ? flat(value as Values, `${path}${name}.`) : [[`${path}${name}`, value as Fact]];
  });
