import type { EventDefinitions } from './event-definition.ts';
import type { Viewer } from './visibility.ts';

/** What classrooms ask, in a queue that staff sort and answer. */
export type InquiryState = Record<never, never>;

export const emptyInquiry: InquiryState = {};

/** What classrooms ask, in a queue that staff sort and answer. */
export type InquiryEvents = Record<never, never>;

export const inquiryEvents: EventDefinitions<InquiryEvents> = {};

/** What a viewer may see of it. */
export const projectInquiry = (inquiry: InquiryState, _viewer: Viewer): InquiryState => inquiry;
