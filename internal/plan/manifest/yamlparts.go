package manifest

import (
	"bytes"

	"go.yaml.in/yaml/v3"
)

// A large YAML file is cut before rows: at lines that begin with "-" where the
// first of the list does. Each part is then a list of its own to the library. No
// such line can be within a row, but in a quoted text of several lines; a part
// that ends there is refused, and so would such a value be.

// parts cuts the file. Every document is a head (nothing, or the keys up to
// "permissions:"), rows, and a tail of more keys.
type parts struct {
	*reading
	most     int // bytes of a part
	state    partState
	indent   int // of the list's dashes
	start    int // offset of the present part
	line     int // lines above it
	doc      document
	isObject bool // whether the list stands in an object
	failed   bool
}

type partState int

const (
	inHead partState = iota
	inRows
	inTail
	inGap // between "..." and "---"
)

// readParts reads the file by parts: of usual bytes where there are rows enough,
// and never of more than most.
func (r *reading) readParts(most, usual int) {
	p := &parts{reading: r, most: most}
	line, offset := 0, 0
	for text := range bytes.Lines(r.data) {
		rest := bytes.TrimLeft(text, " ")
		indent := len(text) - len(rest)
		switch {
		case indent == 0 && isMarker(rest):
			p.endDocument(offset, line)
			if rest[0] == '.' { // It ends what came before; "---" belongs to what follows.
				p.start, p.line, p.state = offset+len(text), line+1, inGap
			}
		case p.state == inTail, isBlank(rest):
		case p.state == inGap: // The library takes nothing there but "---".
			p.irregular(spot{line + 1, indent + 1})
		case p.state == inHead && isDash(rest):
			p.cut(offset, line, p.head)
			p.state, p.indent = inRows, indent
		case p.state == inRows && indent == p.indent && isDash(rest):
			if offset-p.start > usual {
				p.cut(offset, line, (*reading).document)
			}
		case p.state == inRows && indent <= p.indent:
			p.cut(offset, line, (*reading).document)
			p.state = inTail
		}
		if p.failed || r.full {
			return
		}
		line, offset = line+1, offset+len(text)
	}
	p.endDocument(offset, line)
}

// endDocument reads the last part of a document and is ready for the next one.
func (p *parts) endDocument(offset, line int) {
	each := (*reading).document
	if p.state == inTail {
		each = p.tail
	}
	p.cut(offset, line, each)
	p.state, p.doc, p.isObject = inHead, document{}, false
}

func isMarker(line []byte) bool {
	return (bytes.HasPrefix(line, []byte("---")) || bytes.HasPrefix(line, []byte("..."))) && (len(line) < 4 || bytes.IndexByte([]byte(" \t\r\n"), line[3]) >= 0)
}

func isDash(line []byte) bool {
	return line[0] == '-' && (len(line) < 2 || bytes.IndexByte([]byte(" \t\r\n"), line[1]) >= 0)
}

func isBlank(line []byte) bool {
	line = bytes.TrimSpace(line)
	return len(line) == 0 || line[0] == '#'
}

// cut ends the present part before offset and reads it.
func (p *parts) cut(offset, line int, each func(*reading, *yaml.Node)) {
	if p.failed {
		return
	}
	part := p.data[p.start:offset]
	p.above = p.line
	p.start, p.line = offset, line
	if len(part) > p.most {
		p.irregular(spot{line: p.above + 1})
		return
	}
	p.failed = !p.readDocuments(part, each) || p.failed
}

func (p *parts) irregular(at spot) {
	p.complain(at, "", "is more than can be read at once: in a large YAML manifest every row begins with \"- \" on a line of its own", "")
	p.failed = true
}

// head takes the keys before the list, of which "permissions:" is the last.
func (p *parts) head(_ *reading, root *yaml.Node) {
	if p.isPlainNull(root) {
		return
	}
	if root.Kind != yaml.MappingNode || root.Style&yaml.FlowStyle != 0 || len(root.Content) == 0 {
		p.irregular(p.spot(root))
		return
	}
	for i := 0; i+1 < len(root.Content); i += 2 {
		e := p.yamlEntry(root.Content[i], root.Content[i+1])
		p.doc.entry(p.reading, &e)
	}
	last := root.Content[len(root.Content)-2]
	if last.Value != keyPermissions || !p.isPlainNull(root.Content[len(root.Content)-1]) {
		p.irregular(p.spot(last))
	}
	p.isObject = true
}

func (p *parts) isPlainNull(node *yaml.Node) bool {
	return node.Kind == yaml.ScalarNode && node.Value == "" && node.Style == 0
}

// tail takes the keys after the list.
func (p *parts) tail(_ *reading, root *yaml.Node) {
	if root.Kind != yaml.MappingNode || root.Style&yaml.FlowStyle != 0 || !p.isObject {
		p.irregular(p.spot(root))
		return
	}
	for i := 0; i+1 < len(root.Content); i += 2 {
		e := p.yamlEntry(root.Content[i], root.Content[i+1])
		p.doc.entry(p.reading, &e)
	}
}
