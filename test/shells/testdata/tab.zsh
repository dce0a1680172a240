PS1='> '
unset zle_bracketed_paste
setopt no_prompt_cr no_prompt_sp no_beep no_list_ambiguous
stty rows 200 columns 200
fpath=("$XDG_DATA_HOME/zsh/site-functions" $fpath)
autoload -Uz compinit
compinit -u -D

# TAB does what it does in any zsh, then tells the line and takes it away.
tab() {
    zle expand-or-complete
    zle -R
    print -r -- "<line:$BUFFER>"
    BUFFER=
    zle -I
}
zle -N tab
bindkey '\t' tab
# The terminal echoes this line: the word itself must not stand in it.
print -r -- '<rea''dy>'
