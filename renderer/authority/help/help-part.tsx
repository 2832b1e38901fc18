import { useEffect, useState } from 'react';
import { useDesk } from '../../client/desk-context.tsx';
import { useAnswer } from '../../client/use-answer.ts';
import { ErrorPanel } from '../../design/error-panel.tsx';
import { Tabs } from '../../design/tabs.tsx';
import { Page } from '../../frame/page.tsx';
import { useWords } from '../../words/words.tsx';
import { type Kind, wordOf } from '../words/credential-words.ts';
import { Figures } from './figures.tsx';

/** How applications, orders, cards and certificates go on, drawn from the very table by which the program decides; and what they cost. */
export function HelpPart() {
  const { t, language } = useWords();
  const { desk } = useDesk();
  const asked = useAnswer(() => desk.credentials.diagrams({ language }), [desk, language]);
  return (
    <Page title={t('credentials.screen.parts.help')} note={t('credentials.screen.help.note')} wide>
      {asked.failure && <ErrorPanel failure={asked.failure} onRetry={asked.ask} />}
      {asked.value && (
        <Tabs
          label={t('credentials.screen.parts.help')}
          items={[
            ...asked.value.map(({ kind, svg }) => ({ id: kind, title: wordOf('kind', kind, t), content: <Diagram kind={kind} svg={svg} /> })),
            { id: 'figures', title: t('credentials.screen.figures.title'), content: <Figures /> },
          ]}
        />
      )}
    </Page>
  );
}

/** A drawing as a picture of its own, so that nothing in it could ever run. */
function Diagram({ kind, svg }: { readonly kind: Kind; readonly svg: string }) {
  const { t } = useWords();
  const [address, setAddress] = useState<string | null>(null);
  useEffect(() => {
    const made = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [svg]);
  return address && <img className="diagram" src={address} alt={t('credentials.screen.help.diagram', { kind: wordOf('kind', kind, t) })} />;
}
