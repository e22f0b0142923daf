import type { DeckId, LessonEntry, LessonEvent } from '@tongke/signaling/protocol/lesson';
import type { Mark } from './marks.ts';

/** A mark without its place in time; what is left out is empty. */
export type FoundMark = Pick<Mark, 'kind'> & Partial<Mark>;

interface FoundDeck {
  title: string;
  isBoard: boolean;
  /** From 0. */
  page: number;
  /** What stands on each page. */
  texts: Map<number, string>;
}

/** Goes through a lesson's public events, once and in order, and says which of them are worth finding again. */
export class MarkFinder {
  readonly #hidden: ReadonlySet<string>;
  readonly #onStage = new Map<string, { name: string; schoolName: string }>();
  readonly #screens = new Set<string>();
  readonly #films = new Map<string, string>();
  readonly #decks = new Map<DeckId, FoundDeck>();
  #shown: DeckId | null = null;

  constructor(entries: readonly LessonEntry[]) {
    this.#hidden = new Set(
      entries.flatMap(({ event }) => (event.type === 'publicMessageHidden' ? [event.messageId] : [])),
    );
  }

  /** The mark that an event makes, if it makes one. */
  find(event: LessonEvent): FoundMark | null {
    return this.#inStage(event) ?? this.#inSlides(event) ?? this.#inScreens(event) ?? this.#inTalk(event);
  }

  #inStage(event: LessonEvent): FoundMark | null {
    switch (event.type) {
      case 'lessonOpened':
        return { kind: 'opened' };
      case 'lessonEnded':
        return { kind: 'ended' };
      case 'stageCalled': {
        const { participantId, name, schoolName } = event.entry;
        this.#onStage.set(participantId, { name, schoolName });
        return { kind: 'stageCalled', name, schoolName };
      }
      case 'stageLeft': {
        const who = this.#onStage.get(event.participantId);
        this.#onStage.delete(event.participantId);
        return { kind: 'stageLeft', ...who };
      }
      case 'groupsSplit':
      case 'groupsCalledBack':
        return { kind: event.type };
      case 'starGiven':
        return { kind: 'starGiven', name: event.name, schoolName: event.schoolName };
      default:
        return null;
    }
  }

  #inSlides(event: LessonEvent): FoundMark | null {
    switch (event.type) {
      case 'deckAdded':
        this.#decks.set(event.deckId, {
          title: event.title,
          isBoard: event.kind === 'board',
          page: 0,
          texts: new Map(),
        });
        return null;
      case 'pageAdded':
        this.#decks.get(event.deckId)?.texts.set(event.page, event.text);
        return null;
      case 'pageTurned': {
        const deck = this.#decks.get(event.deckId);
        if (deck) deck.page = event.page;
        return event.deckId === this.#shown ? pageMark(deck) : null;
      }
      case 'deckShown':
        this.#shown = event.deckId;
        return pageMark(this.#decks.get(event.deckId));
      case 'deckHidden':
        this.#shown = null;
        return null;
      case 'deckRemoved':
        this.#decks.delete(event.deckId);
        if (this.#shown === event.deckId) this.#shown = null;
        return null;
      default:
        return null;
    }
  }

  #inScreens(event: LessonEvent): FoundMark | null {
    switch (event.type) {
      case 'trackPublished':
        if (event.track.role !== 'teacher' || event.track.source !== 'screen') return null;
        this.#screens.add(event.track.trackId);
        return { kind: 'screenStarted' };
      case 'trackUnpublished':
        return this.#screens.delete(event.trackId) ? { kind: 'screenStopped' } : null;
      case 'filmAdded':
        this.#films.set(event.file.materialId, event.file.title);
        return null;
      case 'filmShown':
        return { kind: 'filmShown', text: this.#films.get(event.materialId) ?? '' };
      default:
        return null;
    }
  }

  #inTalk(event: LessonEvent): FoundMark | null {
    switch (event.type) {
      case 'questionAsked':
        return { kind: event.kind === 'buzzer' ? 'buzzerAsked' : 'questionAsked', text: event.text };
      case 'questionResultsShown':
        return { kind: 'resultsShown' };
      case 'inquiryShown':
        return { kind: 'inquiryShown', text: [event.text, event.answer].filter(Boolean).join(' — ') };
      case 'messagePublished': {
        const { messageId, name, schoolName, text } = event.message;
        return this.#hidden.has(messageId) ? null : { kind: 'said', name, schoolName, text };
      }
      default:
        return null;
    }
  }
}

const pageMark = (deck: FoundDeck | undefined): FoundMark | null =>
  deck
    ? {
        kind: deck.isBoard ? 'boardShown' : 'pageShown',
        text: deck.title,
        page: deck.page + 1,
        pageText: deck.texts.get(deck.page) ?? '',
      }
    : null;
