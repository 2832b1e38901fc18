import { type ReactNode, useState } from 'react';
import type { CreditAccount } from '../../main/api/schema/credits.ts';
import type { Scheme } from '../../main/api/schema/training.ts';
import { useDesk } from '../client/desk-context.tsx';
import { useAnswer } from '../client/use-answer.ts';
import { Button } from '../design/button.tsx';
import { ErrorPanel } from '../design/error-panel.tsx';
import { Split } from '../design/split.tsx';
import { Page, Section } from '../frame/page.tsx';
import { dateAndTimeShort } from '../words/dates.ts';
import { useWords } from '../words/words.tsx';
import { accountAnswer } from './account-answer.ts';
import { CertificatesPanel } from './certificates-panel.tsx';
import './credits-screen.css';
import { ImportPanel } from './import-panel.tsx';
import { ProgressCard } from './progress-card.tsx';
import { RecordForm } from './record-form.tsx';
import { RecordTable } from './record-table.tsx';

const TOOLS = ['add', 'import', 'certificates'] as const;
type Tool = (typeof TOOLS)[number];

/** A doctor's own units: what is missing until the next certificate and by when, and everything that counts towards it. */
export function CreditsScreen() {
  const { t } = useWords();
  const { desk } = useDesk();
  const asked = useAnswer(async () => {
    const [account, schemes] = await Promise.all([desk.credits.account(), desk.training.schemes()]);
    return { account, schemes };
  }, [desk]);
  if (asked.value) return <Account key="account" known={asked.value.account} schemes={asked.value.schemes} />;
  return <Page title={t('credits.title')}>{asked.failure && <ErrorPanel failure={asked.failure} onRetry={asked.ask} />}</Page>;
}

function Account({ known, schemes }: { readonly known: CreditAccount; readonly schemes: readonly Scheme[] }) {
  const { t, language } = useWords();
  const [account, setAccount] = useState(known);
  const [open, setOpen] = useState<Tool | null>(null);
  const shared = { account, schemes, onChanged: setAccount, onClose: () => setOpen(null) };
  const panels: Readonly<Record<Tool, () => ReactNode>> = {
    add: () => <RecordForm {...shared} />,
    import: () => <ImportPanel {...shared} />,
    certificates: () => <CertificatesPanel {...shared} />,
  };
  const { newestImport } = account;
  return (
    <Page title={t('credits.title')} wide>
      <Split beside={open && panels[open]()}>
        {account.owner && <p>{account.owner.name ? t('credits.owner', account.owner) : t('credits.owner-number', account.owner)}</p>}
        <p className="lead">{accountAnswer(account, schemes, language, t)}</p>
        <div className="tools no-print">
          {TOOLS.map((tool) => (
            <Button key={tool} aria-expanded={open === tool} onPress={() => setOpen(open === tool ? null : tool)}>
              {t(`credits.tools.${tool}`)}
            </Button>
          ))}
          <Button kind="quiet" onPress={() => window.print()}>
            {t('training.print')}
          </Button>
        </div>
        {account.progress.map((progress) => (
          <ProgressCard key={`${progress.scheme} ${progress.goal}`} progress={progress} schemes={schemes} />
        ))}
        <Section
          title={t('credits.records')}
          note={
            newestImport
              ? t('credits.newest-import', { at: dateAndTimeShort(newestImport.at, language), from: newestImport.from })
              : t('credits.no-import')
          }
        >
          <RecordTable account={account} schemes={schemes} onChanged={setAccount} />
        </Section>
      </Split>
    </Page>
  );
}
