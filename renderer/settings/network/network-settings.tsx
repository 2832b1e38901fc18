import { useDesk } from '../../client/desk-context.tsx';
import { useAnswer } from '../../client/use-answer.ts';
import { ToggleSwitch } from '../../design/choice.tsx';
import { ErrorPanel } from '../../design/error-panel.tsx';
import { Section } from '../../frame/page.tsx';
import { useWords } from '../../words/words.tsx';
import { useSet } from '../use-set.ts';
import { AllowedHosts } from './allowed-hosts.tsx';
import { HostOffer } from './host-offer.tsx';
import { ProxyForm } from './proxy-form.tsx';
import { RevocationLists } from './revocation-lists.tsx';

/** What is known of revocation and how it comes: the lists at hand, how strictly they are read, and the way to the network. */
export function NetworkSettings() {
  const { t } = useWords();
  const { desk, settings } = useDesk();
  const { set, failure } = useSet();
  const revocation = useAnswer(() => desk.revocation.status(), [desk]);
  if (!settings) return null;
  const { network, revocationPolicy } = settings;
  const words = [t('settings.on'), t('settings.off')] as const;
  return (
    <>
      {failure && <ErrorPanel failure={failure} />}
      <Section title={t('settings.revocation.title')} note={t('settings.revocation.note')}>
        {revocation.failure && <ErrorPanel failure={revocation.failure} onRetry={revocation.ask} />}
        {revocation.value && <RevocationLists view={revocation.value} fetches={network.fetch} onRefreshed={revocation.ask} />}
        <ToggleSwitch
          label={t('settings.revocation.fetch')}
          note={t('settings.revocation.fetch-note')}
          words={words}
          on={network.fetch}
          onChange={(fetch) => set({ network: { ...network, fetch } })}
        />
        <ToggleSwitch
          label={t('settings.revocation.strict')}
          note={t('settings.revocation.strict-note')}
          words={words}
          on={revocationPolicy === 'issued-after'}
          onChange={(strict) => set({ revocationPolicy: strict ? 'issued-after' : 'valid-at-time' })}
        />
        <ToggleSwitch
          label={t('settings.revocation.nonce')}
          note={t('settings.revocation.nonce-note')}
          words={words}
          on={network.ocspWithoutNonce}
          onChange={(ocspWithoutNonce) => set({ network: { ...network, ocspWithoutNonce } })}
        />
      </Section>
      <Section title={t('settings.hosts.title')} note={t('settings.hosts.note')}>
        <AllowedHosts
          hosts={network.allowedHosts}
          published={revocation.value?.publishedHosts ?? []}
          onChange={(allowedHosts) => set({ network: { ...network, allowedHosts: [...allowedHosts] } })}
        />
        {revocation.value && <HostOffer hosts={revocation.value.refusedHosts} published={revocation.value.publishedHosts} />}
      </Section>
      <Section title={t('settings.proxy.title')} note={t('settings.proxy.note')}>
        <ProxyForm key={JSON.stringify(network.proxy)} proxy={network.proxy} onSave={(proxy) => set({ network: { ...network, proxy } })} />
      </Section>
    </>
  );
}
