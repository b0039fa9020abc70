/** A visit ends so many minutes after its last saved or sent page. Her first page says so. */
export const IDLE_MINUTES = 15;
