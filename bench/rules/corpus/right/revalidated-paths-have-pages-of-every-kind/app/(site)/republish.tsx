'use client'

import { republish } from '../actions/site'

export const Republish = () => <button onClick={() => republish('post', 'spring')}>Publish again</button>
