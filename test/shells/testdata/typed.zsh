# Types each line of stdin, and TAB, in an interactive zsh on a terminal of its
# own, and prints what that shows. It waits for words alone, never for time; a
# prompt at the end says that the terminal no longer echoes what is typed.
zmodload zsh/zpty || exit
zpty shell zsh -f -i
zpty -w shell "source ${(q)1}"
zpty -r shell shown $'*<ready>\r\n*> ' || exit
print -rn -- '> '
while IFS= read -r line; do
    zpty -n -w shell "$line"$'\t'
    zpty -r shell shown $'*<line:*>\r\n*> ' || exit
    print -rn -- "$shown"
done
zpty -d shell
