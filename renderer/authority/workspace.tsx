import { type ReactNode, useEffect, useRef } from 'react';
import { Page } from '../frame/page.tsx';
import { AuditPart } from './audit/audit-part.tsx';
import './authority.css';
import { BulkPart } from './bulk/bulk-part.tsx';
import { ExchangePart } from './exchange/exchange-part.tsx';
import { ForecastPart } from './forecast/forecast-part.tsx';
import { type PartId, partsFor } from './frame/parts.ts';
import { WorkspaceBar } from './frame/workspace-bar.tsx';
import { WorkspaceProvider } from './frame/workspace-context.tsx';
import { HandOverPart } from './hand-over/hand-over-part.tsx';
import { HelpPart } from './help/help-part.tsx';
import { NewcomerPart } from './person/newcomer-part.tsx';
import { PersonPart } from './person/person-part.tsx';
import { ProductionPart } from './production/production-part.tsx';
import { ProposalsPart } from './proposals/proposals-part.tsx';
import { QueuePart } from './queue/queue-part.tsx';
import { RetentionPart } from './retention/retention-part.tsx';
import { RevocationsPart } from './revocations/revocations-part.tsx';
import { useStaffAtDesk } from './session/staff-context.tsx';
import { StaffPart } from './staff/staff-part.tsx';
import { StopPanel } from './stop/stop-panel.tsx';
import { useWords } from '../words/words.tsx';

const CONTENT: Readonly<Record<PartId, (id: string | null) => ReactNode>> = {
  queue: () => <QueuePart />,
  proposals: () => <ProposalsPart />,
  new: () => <NewcomerPart />,
  'hand-over': (id) => <HandOverPart key={id} id={id} />,
  production: () => <ProductionPart />,
  revocations: () => <RevocationsPart />,
  bulk: () => <BulkPart />,
  forecast: () => <ForecastPart />,
  exchange: () => <ExchangePart />,
  staff: () => <StaffPart />,
  audit: () => <AuditPart />,
  retention: () => <RetentionPart />,
  help: () => <HelpPart />,
};

interface WorkspaceProps {
  readonly part: string | null;
  readonly id: string | null;
}

/** What somebody who is signed in sees: the bar, the emergency stop while it is open, and the part asked for. */
export function Workspace({ part, id }: WorkspaceProps) {
  const { t } = useWords();
  const { staff } = useStaffAtDesk();
  const open = partsFor(staff);
  const shown = part ?? open[0] ?? 'queue';
  const known = open.find((one) => one === shown);
  const holder = shown === 'person' && /^\d{1,12}$/.test(id ?? '') ? Number(id) : null;
  const place = useRef<HTMLDivElement>(null);
  // Newer browsers answer with a promise, which is nothing to clean up.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page begins at its top
  useEffect(() => void place.current?.closest('main')?.scrollTo({ top: 0 }), [shown, id]);
  return (
    <WorkspaceProvider>
      <div ref={place} className="authority">
        <WorkspaceBar part={shown} />
        <StopPanel />
        {holder !== null && <PersonPart key={holder} holder={holder} />}
        {known && CONTENT[known](id)}
        {holder === null && !known && (
          <Page title={t('credentials.screen.title')}>
            <p>{t('credentials.screen.no-part')}</p>
          </Page>
        )}
      </div>
    </WorkspaceProvider>
  );
}
