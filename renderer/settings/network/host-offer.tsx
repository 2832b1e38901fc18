import { useState } from 'react';
import { useDesk } from '../../client/desk-context.tsx';
import { Button } from '../../design/button.tsx';
import { Done } from '../../design/done.tsx';
import { ErrorPanel } from '../../design/error-panel.tsx';
import { useWords } from '../../words/words.tsx';
import { useSet } from '../use-set.ts';

interface HostOfferProps {
  /** Hosts that were named. Only those that may not be asked are offered. */
  readonly hosts: readonly string[];
  /** Allowed always: they publish for the healthcare PKI. */
  readonly published: readonly string[];
}

/** Hosts that something names and that may not be asked. Nothing allows them but the person, one by one. */
export function HostOffer({ hosts, published }: HostOfferProps) {
  const { t } = useWords();
  const { settings } = useDesk();
  const { set, failure } = useSet();
  const [decided, setDecided] = useState<readonly string[]>([]);
  if (!settings) return null;
  const { network } = settings;
  const allowed = new Set([...published, ...network.allowedHosts].map((host) => host.toLowerCase()));
  const offered = hosts.filter((host) => !allowed.has(host) || decided.includes(host));
  if (offered.length === 0) return null;
  const allow = (host: string) => {
    setDecided([...decided, host]);
    return set({ network: { ...network, allowedHosts: [...network.allowedHosts, host] } });
  };
  return (
    <>
      <p>{t('settings.hosts.wanted')}</p>
      <ul className="settings-hosts">
        {offered.map((host) => (
          <li key={host}>
            <code>{host}</code>
            {allowed.has(host) ? (
              <Done>{t('settings.hosts.allowed')}</Done>
            ) : (
              <Button aria-label={t('settings.hosts.allow-named', { name: host })} onPress={() => allow(host)}>
                {t('settings.hosts.allow')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {failure && <ErrorPanel failure={failure} />}
    </>
  );
}
