import type { EventDefinitions } from './event-definition.ts';
import type { Viewer } from './visibility.ts';

/** Messages between a classroom and staff, and from staff to all. */
export type ChatState = Record<never, never>;

export const emptyChat: ChatState = {};

/** Messages between a classroom and staff, and from staff to all. */
export type ChatEvents = Record<never, never>;

export const chatEvents: EventDefinitions<ChatEvents> = {};

/** What a viewer may see of it. */
export const projectChat = (chat: ChatState, _viewer: Viewer): ChatState => chat;
