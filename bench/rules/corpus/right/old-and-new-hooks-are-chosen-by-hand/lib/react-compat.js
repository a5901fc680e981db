import * as React from 'react'
import { createPortal, flushSync } from 'react-dom'

export const useServerState = React.useActionState
export { createPortal, flushSync }
