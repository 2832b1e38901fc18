import { useDesk } from '../../client/desk-context.tsx';
import { useAnswer } from '../../client/use-answer.ts';
import { ErrorPanel } from '../../design/error-panel.tsx';
import { Section } from '../../frame/page.tsx';
import { useWords } from '../../words/words.tsx';
import { ModuleForm } from './module-form.tsx';
import { RemoteServices } from './remote/remote-services.tsx';

/** Keys that sign besides the cards on the readers. */
export function KeySettings() {
  const { t } = useWords();
  const { desk } = useDesk();
  const modules = useAnswer(() => desk.tokens.modules(), [desk]);
  return (
    <>
      <Section title={t('keys.module.title')} note={t('keys.module.note')}>
        {modules.failure && <ErrorPanel failure={modules.failure} onRetry={modules.ask} />}
        {modules.value && <ModuleForm modules={modules.value} onChange={modules.ask} />}
      </Section>
      <RemoteServices />
    </>
  );
}
