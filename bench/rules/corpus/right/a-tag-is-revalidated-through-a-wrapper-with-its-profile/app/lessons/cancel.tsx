"use client";

import { cancelLesson } from "./actions";

export const Cancel = ({ id }: { id: string }) => <button onClick={() => cancelLesson(id)}>Cancel</button>;
