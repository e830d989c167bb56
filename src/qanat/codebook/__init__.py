def codebook(language: str) -> str:
    return "x\n"
