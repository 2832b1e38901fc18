import type { WatchedFolderView } from '../../main/api/schema/watched-folder.ts';
import { useDesk } from '../client/desk-context.tsx';
import { useAgain } from '../client/use-again.ts';
import { type Answer, useAnswer } from '../client/use-answer.ts';

const EVERY_MS = 2_000;

/** What waits in the watched folder, asked again as long as a screen shows it. */
export function useWatched(): Answer<WatchedFolderView> {
  const { desk } = useDesk();
  const answer = useAnswer<WatchedFolderView>(() => desk.watchedFolder.view(), [desk]);
  useAgain(answer.ask, EVERY_MS);
  return answer;
}
