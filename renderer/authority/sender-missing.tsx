import { useDesk } from '../client/desk-context.tsx';
import { useAnswer } from '../client/use-answer.ts';
import { Banner } from '../design/banner.tsx';
import { useWords } from '../words/words.tsx';
import { partAddress } from './frame/parts.ts';

/** Said beside letters while nobody has set who they come from. */
export function SenderMissing() {
  const { t } = useWords();
  const { desk } = useDesk();
  const asked = useAnswer(() => desk.credentials.sender(), [desk]);
  if (asked.value?.name !== '') return null;
  return (
    <Banner
      status="warning"
      heading={t('credentials.screen.sender.missing')}
      actions={<a href={partAddress('staff')}>{t('credentials.screen.sender.to')}</a>}
    />
  );
}
