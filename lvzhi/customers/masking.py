"""Telephone numbers as they are shown: enough to recognise, too little to call."""


def masked(number: str) -> str:
    """138****5678; of a short number only the ends."""
    if len(number) >= 11:
        return f"{number[:3]}****{number[-4:]}"
    return f"{number[:1]}****{number[-1:]}" if len(number) > 2 else "****" if number else ""
