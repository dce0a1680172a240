# Completes each line of stdin.
while read --local line
    complete --do-complete $line
    printf '<line:%s>\n' $line
end
