/** What a user can cause: errors whose message is meant for them. @module */
export { InputError } from "./input_error.ts";
