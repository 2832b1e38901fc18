import { useEffect } from 'react';
import { useDesk } from '../client/desk-context.tsx';
import { useAnswer } from '../client/use-answer.ts';
import { ErrorPanel } from '../design/error-panel.tsx';
import { address } from '../frame/routes.ts';
import { useWords } from '../words/words.tsx';
import './hall-screen.css';
import { Hall } from './hall.tsx';
import { LaneSetup } from './lane-setup.tsx';
import { useReception } from './use-reception.ts';

/** Reception of one seminar, over the whole window: first its lanes are set up, then it is open. */
export function HallScreen({ seminar: id }: { readonly seminar: string }) {
  const { t } = useWords();
  const { desk } = useDesk();
  const seminar = useAnswer(() => desk.training.get({ seminar: id }), [desk, id]);
  const { view, loss } = useReception();
  const title = seminar.value?.plan.title ?? t('reception.title');
  useEffect(() => {
    document.title = `${title} - ${t('frame.product')}`;
  }, [title, t]);
  if (seminar.value && view?.seminar === id) return <Hall seminar={seminar.value} view={view} loss={loss} />;
  return (
    <main className="hall-before">
      <header>
        <a href={address('reception', id)}>{t('reception.setup.back')}</a>
        <h1>{title}</h1>
        <p className="quiet">{t('reception.setup.heading')}</p>
      </header>
      {seminar.failure && <ErrorPanel failure={seminar.failure} onRetry={seminar.ask} />}
      {loss && <ErrorPanel failure={loss} />}
      {seminar.value && view && <LaneSetup seminar={seminar.value} view={view} />}
    </main>
  );
}
