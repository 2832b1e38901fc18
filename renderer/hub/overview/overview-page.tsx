import type { OverviewView, PendingView } from '../../../main/api/schema/hub-administration.ts';
import { useAnswer } from '../../client/use-answer.ts';
import { Button } from '../../design/button.tsx';
import { DefinitionList } from '../../design/definition-list.tsx';
import { Progress } from '../../design/progress.tsx';
import { StatusLine } from '../../design/status.tsx';
import { Page, Section } from '../../frame/page.tsx';
import { useWords } from '../../words/words.tsx';
import { Told } from '../client/told.tsx';
import { useSession } from '../session/session-context.tsx';
import { Behind, Clients, Feeds } from './flow.tsx';
import { HubKeys } from './hub-keys.tsx';
import { Pending } from './pending.tsx';

const COUNTS = ['persons', 'memberships', 'associations', 'clients', 'events', 'waiting', 'reconciliation'] as const;

/** How the hub does, in one look. */
export function OverviewPage() {
  const { t } = useWords();
  const session = useSession();
  const { value, failure, ask } = useAnswer(
    async () => ({
      hub: await session.ask<OverviewView>('GET', '/admin/overview'),
      pending: (await session.ask<{ counts: readonly PendingView[] }>('GET', '/membership/pending')).counts,
    }),
    [session],
  );
  const { hub, pending } = value ?? {};
  return (
    <Page title={t('hub.page.overview')} wide actions={<Button onPress={ask}>{t('hub.overview.again')}</Button>}>
      {failure && <Told failure={failure} onRetry={ask} />}
      {!value && !failure && <Progress label={t('hub.working')} done={null} />}
      {hub && pending && (
        <>
          <StatusLine status="success">{t('hub.overview.well')}</StatusLine>
          <dl className="hub-counts">
            {COUNTS.map((id) => (
              <div key={id}>
                <dt>{t(`hub.overview.count.${id}`)}</dt>
                <dd>{t('hub.number', { count: hub.counts[id] })}</dd>
              </div>
            ))}
          </dl>
          <DefinitionList
            items={[
              { term: t('hub.overview.url'), value: hub.url, code: true },
              { term: t('hub.overview.engine'), value: t(`hub.overview.engines.${hub.engine}`, { version: hub.engine_version }) },
              { term: t('hub.overview.version'), value: hub.version },
              {
                term: t('hub.overview.status-list'),
                value: hub.counts.statusList === null ? t('hub.overview.no-status-list') : t('hub.number', { count: hub.counts.statusList }),
              },
            ]}
          />
          <Section title={t('hub.overview.pending')} note={t('hub.overview.pending-note')}>
            <Pending rows={pending} />
          </Section>
          <Section title={t('hub.overview.feeds')}>
            <Feeds rows={hub.feeds} />
          </Section>
          <Section title={t('hub.overview.behind')}>
            <Behind rows={hub.behind} />
          </Section>
          <Section title={t('hub.overview.clients')} note={t('hub.overview.clients-note')}>
            <Clients rows={hub.clients} />
          </Section>
          <HubKeys keys={hub.keys} onRotated={ask} />
        </>
      )}
    </Page>
  );
}
