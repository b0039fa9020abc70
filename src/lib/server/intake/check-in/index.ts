export { answer, type Answer, type Answered } from './answer.ts';
export { stay, type Stayed, type Staying } from './stay.ts';
export { page, type Shown } from './page.ts';
