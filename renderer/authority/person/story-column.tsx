import type { HolderPage } from '../../../main/api/schema/credentials.ts';
import { Tabs } from '../../design/tabs.tsx';
import { useWords } from '../../words/words.tsx';
import { Notes } from './notes.tsx';
import { Timeline } from './timeline.tsx';

interface StoryColumnProps {
  readonly page: HolderPage;
  readonly onPage: (page: HolderPage) => void;
}

/** What has happened, and apart from it what colleagues noted. */
export function StoryColumn({ page, onPage }: StoryColumnProps) {
  const { t } = useWords();
  return (
    <Tabs
      label={t('credentials.screen.story.title')}
      items={[
        { id: 'timeline', title: t('credentials.screen.story.timeline'), content: <Timeline entries={page.timeline} /> },
        {
          id: 'notes',
          title: t('credentials.screen.story.notes', { count: page.notes.length }),
          content: <Notes holder={page.holder} notes={page.notes} onPage={onPage} />,
        },
      ]}
    />
  );
}
