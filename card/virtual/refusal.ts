/** Ends the processing of a command with a status word and no data. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly statusWord: number;

  constructor(statusWord: number) {
    super(statusWord.toString(16));
    this.statusWord = statusWord;
  }
}
